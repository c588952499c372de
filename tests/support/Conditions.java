import java.io.*;
import java.nio.file.Paths;
import liquibase.*;
import liquibase.changelog.*;
import liquibase.database.*;
import liquibase.exception.*;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.resource.*;

/** What real Liquibase makes of the preconditions of each change set: url, user, folder, change log; a line for each. */
public class Conditions {
    public static void main(String[] a) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        ResourceAccessor files = new CompositeResourceAccessor(
            new DirectoryResourceAccessor(Paths.get(a[2])), new ClassLoaderResourceAccessor());
        Scope.child(Scope.Attr.resourceAccessor, files, () -> {
            Database database = DatabaseFactory.getInstance().openDatabase(a[0], a[1].isEmpty() ? null : a[1], null, null, files);
            database.setOutputDefaultCatalog(true); // as the command line's connection step does
            database.setOutputDefaultSchema(true);
            if (a.length > 4) database.setDefaultSchemaName(a[4]);
            DatabaseChangeLog log = ChangeLogParserFactory.getInstance().getParser(a[3], files)
                .parse(a[3], new ChangeLogParameters(database), files);
            for (ChangeSet set : log.getChangeSets()) answers.println(set.getId() + "\t" + asked(set, log, database));
            database.close();
        });
    }

    static String asked(ChangeSet set, DatabaseChangeLog log, Database database) throws Exception {
        PreconditionContainer conditions = set.getPreconditions();
        try {
            conditions.check(database, log, set, null);
            return "holds";
        } catch (PreconditionFailedException e) {
            return "fails\t" + e.getFailedPreconditions().get(0).getMessage();
        } catch (Throwable t) {
            while (t.getCause() != null && t.getCause() != t) t = t.getCause();
            return "errs\t" + (t.getClass().getSimpleName() + ": " + t.getMessage()).replaceAll("\\s+", " ");
        } finally {
            database.rollback();
        }
    }
}

import java.io.*;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.*;
import liquibase.*;
import liquibase.changelog.*;
import liquibase.changelog.filter.*;
import liquibase.changelog.visitor.ValidatingVisitor;
import liquibase.database.*;
import liquibase.exception.DatabaseException;
import liquibase.executor.*;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.*;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.SqlStatement;

/**
 * Real Liquibase, one change set at a time: reads orders from standard input, one a line, and answers each with a line that begins with @.
 *
 * <p>open TAB url TAB user TAB file TAB contexts TAB labels TAB parameters (k=v&k=v, url encoded); update TAB n; rollback
 * TAB n; close. The n-th change set is counted as it comes in the change log. Answers: a word (opened, a reason for which
 * the change set is left out, the outcome of it, or error), then further fields after tabs: the reason, or statements.
 */
public class Live {
    static final String[] REASONS = {"dbms", "context", "label", "ignore"};
    static ResourceAccessor files;
    static Database database;
    static Noting executor;
    static DatabaseChangeLog[] readings;
    static Set<Integer> ran;
    static String contexts, labels;

    /** Executes, and notes the statements. */
    static class Noting extends JdbcExecutor {
        final List<String> statements = new ArrayList<>();
        int depth;
        Noting(Database to) { setDatabase(to); }
        public void execute(SqlStatement sql) throws DatabaseException { execute(sql, Collections.emptyList()); }
        public void execute(SqlStatement sql, List<SqlVisitor> visitors) throws DatabaseException {
            depth++;
            try { super.execute(sql, visitors); } finally { depth--; }
            // Afterwards, because writing a statement may change it: lists of columns grow each time.
            try { if (depth == 0) statements.addAll(Arrays.asList(applyVisitors(sql, visitors))); } catch (Exception e) { statements.add(""); }
        }
    }

    public static void main(String[] a) throws Exception {
        files = new CompositeResourceAccessor(new DirectoryResourceAccessor(Paths.get(a[0])), new ClassLoaderResourceAccessor());
        java.util.logging.LogManager.getLogManager().reset();
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = orders.readLine()) != null; ) {
            String[] order = line.split("\t", -1);
            String[] answer = {""};
            try {
                Scope.child(Scope.Attr.resourceAccessor, files, () -> { answer[0] = obey(order); });
            } catch (Throwable t) {
                while (t.getCause() != null && t.getCause() != t) t = t.getCause();
                answer[0] = "error\t" + (t.getClass().getSimpleName() + ": " + t.getMessage()).replaceAll("\\s+", " ");
                try { database.rollback(); } catch (Exception e) { /* nothing was begun */ }
            }
            answers.println("@" + answer[0]); // Liquibase may print, too
        }
    }

    static String obey(String[] order) throws Exception {
        if (order[0].equals("open")) return open(order);
        if (order[0].equals("close")) {
            if (database != null) database.close();
            database = null;
            return "closed";
        }
        executor.statements.clear();
        int n = Integer.parseInt(order[1]);
        String word = order[0].equals("update") ? update(n) : rollback(n);
        StringBuilder answer = new StringBuilder(word);
        for (String s : executor.statements) answer.append('\t').append(s.replaceAll("\\s+", " "));
        return answer.toString();
    }

    static String open(String[] order) throws Exception {
        Scope.getCurrentScope().getSingleton(ExecutorService.class).reset();
        Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).resetAll();
        contexts = order[4];
        labels = order[5];
        database = DatabaseFactory.getInstance().openDatabase(order[1], order[2].isEmpty() ? null : order[2], null, null, files);
        database.setOutputDefaultCatalog(true); // as the command line's connection step does
        database.setOutputDefaultSchema(true);
        executor = new Noting(database);
        Scope.getCurrentScope().getSingleton(ExecutorService.class).setExecutor("jdbc", database, executor);
        Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).getChangeLogService(database).init();
        ran = new HashSet<>();
        readings = new DatabaseChangeLog[3]; // to run, to undo, to run again: change sets remember what was done with them
        for (int i = 0; i < readings.length; i++) readings[i] = parse(order[3], order[6]);
        if (readings[0].getPreconditions() != null) readings[0].getPreconditions().check(database, readings[0], null, null);
        StringBuilder keys = new StringBuilder("opened");
        for (ChangeSet set : readings[0].getChangeSets())
            keys.append('\t').append(set.getFilePath()).append("::").append(set.getId()).append("::").append(set.getAuthor());
        return keys.toString();
    }

    static DatabaseChangeLog parse(String file, String parameters) throws Exception {
        ChangeLogParameters p = new ChangeLogParameters(database);
        for (String pair : parameters.split("&")) {
            if (pair.isEmpty()) continue;
            String[] e = pair.split("=", 2);
            p.set(URLDecoder.decode(e[0], "UTF-8"), URLDecoder.decode(e[1], "UTF-8"));
        }
        p.setContexts(new Contexts(contexts));
        p.setLabels(new LabelExpression(labels));
        return ChangeLogParserFactory.getInstance().getParser(file, files).parse(file, p, files);
    }

    static String update(int n) throws Exception {
        DatabaseChangeLog log = readings[ran.add(n) ? 0 : 2];
        ChangeSet set = log.getChangeSets().get(n);
        ChangeSetFilter[] filters = {new DbmsChangeSetFilter(database), new ContextChangeSetFilter(new Contexts(contexts)),
            new LabelChangeSetFilter(new LabelExpression(labels)), new IgnoreChangeSetFilter()};
        for (int i = 0; i < filters.length; i++) if (!filters[i].accepts(set).isAccepted()) return "skipped " + REASONS[i];
        validate(set, log);
        ChangeSet.ExecType type = set.execute(log, null, database);
        database.markChangeSetExecStatus(set, type);
        database.commit();
        return type.name();
    }

    static String rollback(int n) throws Exception {
        ChangeSet set = readings[1].getChangeSets().get(n);
        validate(set, readings[1]);
        set.rollback(database, null);
        database.removeRanStatus(set);
        database.commit();
        return "ROLLEDBACK";
    }

    static void validate(ChangeSet set, DatabaseChangeLog log) throws Exception {
        ValidatingVisitor v = new ValidatingVisitor(Collections.emptyList());
        v.visit(set, log, database, Collections.emptySet());
        if (v.validationPassed()) return;
        List<String> why = new ArrayList<>(v.getValidationErrors().getErrorMessages());
        v.getSetupExceptions().forEach(e -> why.add(e.getMessage()));
        v.getChangeValidationExceptions().forEach(e -> why.add(String.valueOf(e.getMessage())));
        throw new DatabaseException("validation: " + String.join("; ", why));
    }
}

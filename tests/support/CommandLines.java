import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import liquibase.integration.commandline.LiquibaseCommandLine;

/** The command line of real Liquibase many times: arguments apart by tabs, a line each; answers with status and output. */
public class CommandLines {
    public static void main(String[] a) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(said, true, "UTF-8");
            System.setOut(out);
            System.setErr(out);
            int status = new LiquibaseCommandLine().execute(line.split("\t", -1));
            answers.println(status + "\t" + said.toString("UTF-8").replaceAll("\\s+", " "));
        }
    }
}

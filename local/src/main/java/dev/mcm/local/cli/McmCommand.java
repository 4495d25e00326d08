package dev.mcm.local.cli;

import dev.mcm.local.stack.StackDirectory;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of the command line: what is common to all commands.
@Command(
        name = "mcm",
        mixinStandardHelpOptions = true,
        version = "mcm 0.1.0",
        description =
                "Runs the whole of MCM on this machine: Postgres, Kafka, simulated clusters and"
                        + " every service.",
        subcommands = {
            UpCommand.class,
            StackStatusCommand.class,
            DownCommand.class,
            DemoCommand.class,
            GatewayCommand.class,
            CommandLine.HelpCommand.class
        })
public final class McmCommand implements Runnable {
    @Option(
            names = "--dir",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:MCM_DIR:-.mcm}",
            description = "Where data, logs and addresses lie. Default: .mcm in the project.")
    private Path directory = Path.of(".mcm");

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /// @return the exit code: 0 done, 1 failed, 2 wrong usage
    public static int run(String... args) {
        CommandLine commands = new CommandLine(new McmCommand());
        // Everything behind "atctl" is atctl's, options too.
        commands.addSubcommand(
                new CommandLine(new AtctlCommand()).setUnmatchedOptionsArePositionalParams(true));
        return commands.setExecutionExceptionHandler(
                        (e, line, _) -> {
                            line.getErr().println("mcm: " + FailureText.of(e));
                            return 1;
                        })
                .execute(args);
    }

    StackDirectory directory() {
        return new StackDirectory(directory.toAbsolutePath().normalize());
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}

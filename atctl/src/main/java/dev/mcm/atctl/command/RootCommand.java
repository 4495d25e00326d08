package dev.mcm.atctl.command;

import dev.mcm.atctl.client.AtcConnection;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The root of the command line: which commands there are, and the connection they share.
@Command(
        name = "atctl",
        mixinStandardHelpOptions = true,
        version = "atctl 0.1.0",
        description = "Talks to ATC: deployments, planes, and the state of the system.",
        subcommands = {
            CreateCommand.class,
            GetCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            UpdateCommand.class,
            WatchCommand.class,
            DeleteCommand.class,
            WhyCommand.class,
            HistoryCommand.class,
            RegisterCommand.class,
            CordonCommand.class,
            UncordonCommand.class,
            PlaneCommand.class,
            StatusCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RootCommand implements Runnable {
    @Mixin private final ConnectionOptions connection;

    @Spec private CommandSpec spec;

    /// @param env defaults of the connection options
    public RootCommand(Map<String, String> env) {
        this.connection = new ConnectionOptions(env);
    }

    AtcConnection open() {
        return connection.open();
    }

    /// Where answers go.
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }
}

package dev.mcm.atctl;

import dev.mcm.atctl.client.CallFailure;
import dev.mcm.atctl.command.RootCommand;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import picocli.CommandLine;

/// `atctl`.
public final class AtctlMain {
    private AtctlMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    /// Runs one command line.
    ///
    /// @param env `MCM_ATC_ADDRESS`, `MCM_ATC_TOKEN_FILE` or `MCM_ATC_TOKEN`, `MCM_ATC_CA`,
    ///   `MCM_ATC_SERVER_NAME`: defaults of the options
    /// @return the exit code: 0 done, 1 refused or failed, 2 wrong usage
    public static int run(Map<String, String> env, String... args) {
        return line(env).execute(args);
    }

    /// The command line, for a caller that sends its output elsewhere.
    public static CommandLine line(Map<String, String> env) {
        return new CommandLine(new RootCommand(env))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, _) -> {
                    line.getErr().println("atctl: " + text(failure));
                    return 1;
                });
    }

    private static String text(Exception failure) {
        return failure instanceof StatusRuntimeException call
                ? CallFailure.describe(call)
                : String.valueOf(failure.getMessage());
    }
}

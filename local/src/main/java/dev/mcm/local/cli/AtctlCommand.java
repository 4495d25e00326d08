package dev.mcm.local.cli;

import dev.mcm.atctl.AtctlMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Runs atctl against the running stack.
@Command(
        name = "atctl",
        description =
                "Run atctl against the running stack: everything behind this word is atctl's.")
final class AtctlCommand implements Callable<Integer> {
    @ParentCommand private McmCommand mcm;

    @Parameters(arity = "0..*")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        Map<String, String> env = mcm.directory().readEnv();
        if (!env.containsKey("MCM_ATC_ADDRESS")) {
            throw new IllegalArgumentException(
                    "stack in "
                            + mcm.directory().root()
                            + ": none (expected: one that './mcm up' has started)");
        }
        return AtctlMain.run(env, arguments.toArray(String[]::new));
    }
}

package dev.mcm.local.cli;

import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.StackLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Shows a running stack once.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the running stack once.")
final class StackStatusCommand implements Callable<Integer> {
    @ParentCommand private McmCommand mcm;

    @Override
    public Integer call() throws IOException {
        Optional<ProcessHandle> holder = StackLock.holder(mcm.directory().lock());
        if (holder.isEmpty()) {
            System.out.println(
                    "no stack runs in " + mcm.directory().root() + "; './mcm up' starts one");
            return 1;
        }
        Map<String, String> env = mcm.directory().readEnv();
        System.out.println(
                "stack of process "
                        + holder.get().pid()
                        + ", API at "
                        + env.get("MCM_ATC_ADDRESS"));
        String token =
                Files.readString(Path.of(env.getOrDefault("MCM_ATC_TOKEN_FILE", ""))).strip();
        try (AtcConnection atc =
                AtcConnection.plain(env.getOrDefault("MCM_ATC_ADDRESS", ""), token)) {
            new StatusView(mcm.directory()).lines(atc).forEach(System.out::println);
        }
        return 0;
    }
}

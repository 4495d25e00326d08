package dev.mcm.local.cli;

import dev.mcm.local.stack.StackLock;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Stops a running stack.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the running stack; data is kept.")
final class DownCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(75);

    @ParentCommand private McmCommand mcm;

    @Override
    public Integer call() throws InterruptedException {
        Optional<ProcessHandle> holder = StackLock.holder(mcm.directory().lock());
        if (holder.isEmpty()) {
            System.out.println("no stack runs in " + mcm.directory().root());
            return 0;
        }
        holder.get().destroy();
        Waiting.until(
                "process " + holder.get().pid() + " to stop",
                LIMIT,
                () -> StackLock.holder(mcm.directory().lock()).isEmpty());
        System.out.println("stopped; data kept in " + mcm.directory().root());
        return 0;
    }
}

package dev.mcm.local;

import dev.mcm.local.cli.McmCommand;

/// `./mcm`.
public final class LocalMain {
    private LocalMain() {}

    public static void main(String[] args) {
        System.exit(McmCommand.run(args));
    }
}

package dev.mcm.local.train;

import java.nio.file.Path;

/// Makes the AOT caches of programs laid out by `bin/layout-programs.sh`: `TrainMain <programs>
/// <java home>`. Part of each image's build; also `bin/aot-caches.sh`.
public final class TrainMain {
    private TrainMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println(
                    "arguments (expected: <directory of programs> <home of the runtime>)");
            System.exit(2);
        }
        new Training(Path.of(args[0]), Path.of(args[1])).run();
    }
}

package dev.mcm.local.cli;

import dev.mcm.local.demo.Demo;
import dev.mcm.local.trace.TraceFolder;
import dev.mcm.local.view.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Runs the demo on a stack of its own.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Run real traces through the whole suite: scale up, lose a cluster, recover, fall"
                        + " back. About two minutes.")
final class DemoCommand implements Callable<Integer> {
    @ParentCommand private McmCommand mcm;

    @Option(
            names = "--data",
            defaultValue = "${env:MCM_DATA_DIR:-../shared/data}",
            description =
                    "Folder with the traces; a bundled sample serves where it is absent. Default:"
                            + " ../shared/data.")
    private Path data;

    @Override
    public Integer call() throws InterruptedException {
        StopSignal signal = StopSignal.install(new CountDownLatch(1));
        try {
            boolean passed =
                    Demo.run(
                            mcm.directory().root().resolve("demo"),
                            TraceFolder.orSample(data),
                            Screen.standard());
            return passed ? 0 : 1;
        } finally {
            signal.stopped();
        }
    }
}

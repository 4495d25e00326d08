package dev.mcm.it.helm;

import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A copy of a chart whose hooks are objects like all others: the engine leaves hooks out of what
/// it prints, and they must be seen, too.
///
/// @param root what is deleted in the end
record HookedCopy(Path root, Path directory) implements AutoCloseable {
    private static final String HOOK = "helm.sh/hook:";
    private static final String DISGUISE = "helm.sh/disguised-hook:";

    static HookedCopy of(Path chart) {
        try {
            Path root = Files.createTempDirectory("chart");
            Path copy = root.resolve("chart");
            for (Path source : files(chart)) {
                Path target = copy.resolve(chart.relativize(source).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(source).replace(HOOK, DISGUISE));
            }
            return new HookedCopy(root, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String restored(String text) {
        return text.replace(DISGUISE, HOOK);
    }

    private static List<Path> files(Path chart) throws IOException {
        try (Stream<Path> found = Files.walk(chart)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() {
        try {
            DirectoryTree.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.mcm.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Under whom the server's programs run. Postgres refuses to run as root, so root puts `prefix`
/// before each command.
///
/// @param prefix words before the program
/// @param ownsFilesAs numeric user that must own the data directory; empty when it is the user of
///   this JVM
record ServerAccount(List<String> prefix, String ownsFilesAs) {
    private static final String NOBODY = "65534";

    /// The first way that works on this machine.
    static ServerAccount ofThisMachine() {
        if (!isRoot()) {
            return new ServerAccount(List.of(), "");
        }
        // In a user namespace without a mapping root is nobody, yet still owns its files.
        if (succeeds("unshare", "-U", "true")) {
            return new ServerAccount(List.of("unshare", "-U"), "");
        }
        ServerAccount nobody = asNobody();
        if (succeeds(nobody.command(List.of("true")).toArray(String[]::new))) {
            return nobody;
        }
        throw new IllegalStateException(
                "this JVM runs as root, Postgres must not, and neither 'unshare -U' nor 'setpriv"
                        + " --reuid' works here (expected: a normal user, or user namespaces, or"
                        + " util-linux)");
    }

    static ServerAccount asNobody() {
        return new ServerAccount(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                NOBODY);
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /// Makes the account own `directory` and all in it, where that is not so by itself.
    void own(Path directory) throws IOException {
        if (ownsFilesAs.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", Integer.parseInt(ownsFilesAs));
                Files.setAttribute(file, "unix:gid", Integer.parseInt(ownsFilesAs));
            }
        }
    }

    private static boolean isRoot() {
        try {
            Path self = Path.of("/proc/self");
            Object uid = Files.isDirectory(self) ? Files.getAttribute(self, "unix:uid") : -1;
            return uid.equals(0);
        } catch (IOException e) {
            return System.getProperty("user.name").equals("root");
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

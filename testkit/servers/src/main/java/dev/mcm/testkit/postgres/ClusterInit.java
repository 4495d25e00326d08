package dev.mcm.testkit.postgres;

import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// Makes the data directory of a new server: `data` and `superuser.password` under a directory.
record ClusterInit(PostgresBinaries binaries, ServerAccount account) {
    static final String SUPERUSER = "postgres";
    static final String DATA = "data";
    static final String PASSWORD = "superuser.password";

    /// Passwords here are random and long: hashing them 4,096 times at each login (Postgres'
    /// default) guards nothing, and was half of what a service's integration tests computed.
    static final String SCRAM_ITERATIONS = "1";

    private static final String TEMPLATE = "template-2";
    private static final String HBA =
            """
            # TYPE  DATABASE     USER  ADDRESS       METHOD
            host    all          all   127.0.0.1/32  scram-sha-256
            host    replication  all   127.0.0.1/32  scram-sha-256
            """;

    /// A server with an identity of its own (system identifier, password); 0.5 to 1 s.
    void initialize(Path directory, String password) throws IOException {
        Path partial = directory.resolve("data.partial");
        DirectoryTree.delete(partial);
        Path passwordFile = directory.resolve(PASSWORD);
        writeSecret(passwordFile, password);
        account.own(directory);
        runInitdb(partial, passwordFile, directory.resolve("initdb.log"));
        Files.writeString(partial.resolve("pg_hba.conf"), HBA);
        account.own(partial);
        Files.move(partial, directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A copy of a server initialized earlier under `cache`: fast, but all copies share one system
    /// identifier.
    void copyTemplate(Path cache, Path directory) throws IOException {
        Path template = cache.resolve(binaries.home().getFileName() + "-" + TEMPLATE);
        CacheLock.fillOnce(cache, template, () -> makeTemplate(cache, template));
        DirectoryTree.copy(template.resolve(DATA), directory.resolve(DATA));
        DirectoryTree.copy(template.resolve(PASSWORD), directory.resolve(PASSWORD));
        account.own(directory);
    }

    private void makeTemplate(Path cache, Path template) throws IOException {
        Path partial = Files.createTempDirectory(cache, "template-");
        account.own(partial);
        initialize(partial, newPassword());
        Files.move(partial, template, StandardCopyOption.ATOMIC_MOVE);
    }

    static String newPassword() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static void writeSecret(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
    }

    private void runInitdb(Path data, Path passwordFile, Path log) {
        List<String> command =
                account.command(
                        List.of(
                                binaries.initdb().toString(),
                                "--pgdata=" + data,
                                "--username=" + SUPERUSER,
                                "--auth=scram-sha-256",
                                "--pwfile=" + passwordFile,
                                "--set=scram_iterations=" + SCRAM_ITERATIONS,
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--data-checksums",
                                "--no-instructions",
                                "--no-sync"));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "initdb of "
                                + data
                                + " exited with "
                                + process.exitValue()
                                + ":\n"
                                + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run initdb for " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while initializing " + data, e);
        }
    }
}

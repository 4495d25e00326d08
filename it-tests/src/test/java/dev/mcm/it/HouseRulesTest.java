package dev.mcm.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.adapter.kafka.ChangeFeed;
import dev.mcm.autoscaler.AutoscalerApp;
import dev.mcm.gsm.GsmApp;
import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.it.walls.Sources;
import dev.mcm.scheduler.SchedulerApp;
import dev.mcm.shared.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules about source files: they hold in the project, and each fails on a module that breaks it.
class HouseRulesTest {
    private static final Sources PROJECT = new Sources(ProjectClasses.modules());

    @TempDir Path module;

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        assertThat(PROJECT.tooLong()).isEmpty();
        write("Long", "package p;\n" + "//\n".repeat(400));
        write("Short", "package p;\n" + "//\n".repeat(399));
        assertThat(planted().tooLong()).singleElement().asString().contains("Long.java: 401 lines");
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        assertThat(PROJECT.notNullMarked()).isEmpty();
        write("A", "package p;\n");
        assertThat(planted().notNullMarked())
                .singleElement()
                .asString()
                .contains("package p has no");
        write("package-info", "@NullMarked\npackage p;\n");
        assertThat(planted().notNullMarked()).isEmpty();
    }

    @Test
    void namesSayWhatAClassDoes() throws IOException {
        assertThat(PROJECT.namedEmptily()).isEmpty();
        for (String name :
                List.of(
                        "StoreManager",
                        "AbstractStore",
                        "TextUtils",
                        "StoreImpl",
                        "Metadata",
                        "Store")) {
            write(name, "package p;\n");
        }
        assertThat(planted().namedEmptily())
                .hasSize(4)
                .noneMatch(line -> line.contains("Metadata"));
    }

    @Test
    void errorsSayTheValueAndWhatWasExpected() throws IOException {
        assertThat(PROJECT.looseErrors()).isEmpty();
        write("Bare", "throw new IllegalArgumentException(\"no column \" + name);\n");
        write("Loose", "fail(\"port is \" + port + \", expected 0 to 9\");\n");
        write("Cause", "throw new IllegalArgumentException(\"line \" + line, e);\n");
        write("Full", "throw new IllegalArgumentException(\"a: \" + a + \" (expected: b)\");\n");
        assertThat(planted().looseErrors())
                .satisfiesExactlyInAnyOrder(
                        bare -> assertThat(bare).contains("Bare.java: \"no column \""),
                        loose -> assertThat(loose).contains("Loose.java: \", expected 0 to 9\""));
    }

    @Test
    void noTwoClassesBearOneName() throws IOException {
        assertThat(PROJECT.borneTwice()).isEmpty();
        write("a", "Placement", "package a;\n");
        write("b", "Placement", "package b;\n");
        write("b", "PlacementKey", "package b;\n");
        write("a", "package-info", "package a;\n");
        write("b", "package-info", "package b;\n");
        assertThat(planted().borneTwice())
                .singleElement()
                .asString()
                .startsWith("Placement: ")
                .contains("a/Placement.java", "b/Placement.java");
    }

    @Test
    void onlyStateAndMigrationsWriteATablesName() throws IOException {
        Map<String, String> elsewhere =
                Map.ofEntries(
                        entry("ListOrganizationsCall", "a page token's query"),
                        entry("ListPlanesCall", "a page token's query"),
                        entry("ManifestKind", "a resource of Kubernetes"),
                        entry("ResourceTypes", "a resource of Kubernetes"),
                        entry("PlaneSight", "a resource of Kubernetes"),
                        entry("ResourceRules", "a field of the API"),
                        entry("PlacementPolicyRules", "a noun of an error"),
                        entry("Pusher", "a health check"),
                        entry("PlaneWorker", "a health check"),
                        entry("GsmApp", "a health check"),
                        entry("ClusterWatch", "a key of a log line"),
                        entry("Training", "an argument of atctl"),
                        entry("Seeding", "a setting of a benchmark"),
                        entry("StateBench", "a setting of a benchmark"),
                        entry("SchedulerBench", "a setting of a benchmark"),
                        entry("SchedulerRig", "a setting of a benchmark"),
                        entry("LoopBench", "a setting of a benchmark"),
                        entry("PodBodies", "a value of a label"),
                        entry("StackDirectory", "a directory"),
                        entry("Demo", "a directory"));
        assertThat(PROJECT.tableNames(elsewhere)).isEmpty();
        write("Wakes", "class Wakes { String a = \"scale_targets\", b = \"mcm.db.planes\"; }\n");
        write("Named", "class Named { String a = \"scale targets\"; }\n");
        assertThat(planted().tableNames(elsewhere))
                .satisfiesExactly(
                        first -> assertThat(first).contains("Wakes.java: \"scale_targets\""),
                        second -> assertThat(second).contains("Wakes.java: \"mcm.db.planes\""));
        write("Demo", "class Demo { String a = \"planes\"; }\n");
        assertThat(planted().tableNames(elsewhere)).hasSize(2);
    }

    @Test
    void everyPublishedTableWakesAService() {
        Set<Table> handled = EnumSet.noneOf(Table.class);
        handled.addAll(ChangeFeed.tables());
        handled.addAll(SchedulerApp.WAKING);
        handled.addAll(AutoscalerApp.WAKING);
        handled.addAll(GsmApp.WAKING);
        assertThat(handled).isEqualTo(Table.published());
    }

    @Test
    void theRulesLookAtRealFiles() {
        assertThat(PROJECT.files()).hasSizeGreaterThan(200);
    }

    @Test
    void pythonBindingsWereMadeFromTheseProtos() throws IOException {
        Path protos = ProjectClasses.root().resolve("protos");
        assertThat(Files.readString(protos.resolve("python/mcm_protos/sources.sha256")).strip())
                .as("protos/python/mcm_protos is stale; run: make generate")
                .isEqualTo(digest(protos.resolve("src/main/proto")));
    }

    private Sources planted() {
        return new Sources(List.of(module));
    }

    private void write(String name, String text) throws IOException {
        write("p", name, text);
    }

    private void write(String folder, String name, String text) throws IOException {
        Path directory = Files.createDirectories(module.resolve("src/main/java").resolve(folder));
        Files.writeString(directory.resolve(name + ".java"), text);
    }

    /// As protos/python/generate.py computes it.
    private static String digest(Path sources) throws IOException {
        try (Stream<Path> found = Files.walk(sources)) {
            MessageDigest total = MessageDigest.getInstance("SHA-256");
            found.filter(path -> path.toString().endsWith(".proto"))
                    .sorted()
                    .forEach(file -> {
                        total.update(
                                sources.relativize(file)
                                        .toString()
                                        .getBytes(StandardCharsets.UTF_8));
                        total.update((byte) 0);
                        total.update(bytes(file));
                        total.update((byte) 0);
                    });
            return HexFormat.of().formatHex(total.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

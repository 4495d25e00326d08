package dev.mcm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.walls.ProjectClasses;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every snippet of every page, as far as it can be checked without running anything. Python is run
/// by `DocumentedClientIT`; the rules of runbooks are held by `RunbooksTest`.
class SnippetsTest {
    /// What a snippet of Java statements takes for granted, by page.
    private static final Map<String, String> GIVEN =
            Map.of(
                    "state/README.md",
                    "Config config, Lease lease, PlacementStore placements,"
                            + " List<PlacementChange> changes",
                    "testkit/simplane/README.md",
                    "Path path");

    /// Half of that page's commands are those of the system that this one follows; `SeedParityTest`
    /// holds the other half.
    private static final String ANOTHER_SYSTEM = "docs/seed-parity.md";

    private static final List<Page> PAGES = Page.all();

    private final CommandCheck check = new CommandCheck(new ProjectFiles(ProjectClasses.root()));

    @TempDir private Path compiled;

    @Test
    void everyBlockIsInALanguageThatIsChecked() {
        Set<String> languages = new TreeSet<>();
        PAGES.forEach(page -> page.blocks().forEach(block -> languages.add(block.language())));
        assertThat(languages).containsExactly("", "java", "json", "promql", "python", "sh");
        assertThat(PAGES).hasSizeGreaterThan(40);
    }

    @Test
    void everyCommandOfABlockCouldBeRun() {
        List<Snippet> blocks =
                PAGES.stream()
                        .flatMap(page -> page.blocks().stream())
                        .filter(SnippetsTest::isShell)
                        .toList();
        assertThat(blocks).hasSizeGreaterThan(8);
        assertThat(blocks.stream().flatMap(each -> check.problems(each).stream())).isEmpty();
    }

    @Test
    void everyCommandThatASentenceNamesCouldBeRun() {
        List<Snippet> named =
                PAGES.stream()
                        .filter(page -> !page.name().equals(ANOTHER_SYSTEM))
                        .flatMap(page -> page.spans().stream())
                        .filter(span -> CommandCheck.isCommand(span.text()))
                        .toList();
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named.stream().flatMap(each -> check.problems(each).stream())).isEmpty();
    }

    @Test
    void everyPieceOfJavaCompiles() {
        JavaSnippets java = new JavaSnippets(compiled);
        for (Page page : PAGES) {
            for (Snippet block : page.blocks()) {
                if (block.language().equals("java")) {
                    assertThat(java.problems(block, GIVEN.getOrDefault(page.name(), ""))).isEmpty();
                }
            }
        }
    }

    @Test
    void everyPieceOfJsonIsJson() {
        KubernetesSerialization json = new KubernetesSerialization();
        PAGES.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("json"))
                .forEach(block ->
                        assertThat(json.unmarshal(block.text(), Object.class))
                                .as(block.where())
                                .isInstanceOf(Map.class));
    }

    @Test
    void everyLinkLeadsToAFile() {
        for (Page page : PAGES) {
            assertThat(page.links()).as(page.name()).allMatch(Files::exists);
        }
    }

    @Test
    void aBadCommandIsSeen() {
        assertThat(planted("sh", "atctl cordon plane aws-1"))
                .singleElement()
                .asString()
                .contains("atctl cordon plane aws-1");
        assertThat(planted("", "atctl drain aws-1")).hasSize(1);
        assertThat(planted("", "atctl get")).isEmpty();
        assertThat(planted("sh", "./mcm atctl list nothing")).hasSize(1);
        assertThat(planted("sh", "./mcm up --plans 2 && ./mcm fly")).hasSize(2);
        assertThat(planted("sh", "make test no-such-target")).hasSize(1);
        assertThat(planted("sh", "bin/no-such-script.sh up | bin/minikube.sh sideways")).hasSize(2);
        assertThat(planted("sh", "./mvnw verify -pl nowhere -Dtest=NoSuchTest")).hasSize(1);
        assertThat(planted("sh", "./mvnw test -Dtest='dev/mcm/nowhere/**/*Test'")).hasSize(1);
        assertThat(planted("sh", "./mvnw verify -Pnone; ./mvnw -Dit.test=NoSuchIT verify"))
                .hasSize(2);
        assertThat(
                        planted(
                                "sh",
                                "helm -n mcm install mcm-cp helm/charts/mcm-cp --set kafka.none=1"))
                .hasSize(1);
        assertThat(planted("sh", "eval \"$(bin/kube-node.sh nothing)\" # a comment")).hasSize(1);
        assertThat(planted("sh", "frobnicate --now")).hasSize(1);
    }

    @Test
    void badJavaIsSeen() {
        JavaSnippets java = new JavaSnippets(compiled);
        assertThat(
                        java.problems(
                                new Snippet("here:1", "java", "path.noSuchMethod();"), "Path path"))
                .singleElement()
                .asString()
                .startsWith("here:1: ");
        assertThat(java.problems(new Snippet("here:1", "java", "path.getRoot();"), "Path path"))
                .isEmpty();
    }

    private List<String> planted(String language, String text) {
        return check.problems(new Snippet("here:1", language, text));
    }

    /// Blocks without a language are drawings, unless they begin with a command.
    private static boolean isShell(Snippet block) {
        return block.language().equals("sh")
                || block.language().isEmpty() && CommandCheck.isCommand(block.text());
    }
}

package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atctl.AtctlMain;
import dev.mcm.it.docs.Page;
import dev.mcm.it.docs.PythonBindings;
import dev.mcm.it.docs.PythonBindings.Ran;
import dev.mcm.it.docs.Snippet;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/// What pages tell a user of the API to type, typed: Python with the bindings as pip installs them,
/// and the commands of atctl's page, against a running ATC.
@ExtendWith(StackExtension.class)
final class DocumentedClientIT {
    private static final DeploymentSpec SMALL =
            DeploymentSpec.newBuilder()
                    .setImage("registry.example/documented:1")
                    .setResources(Resources.newBuilder().setCpuMilli(100).setMemoryMib(64))
                    .build();

    private final TestStack stack;

    DocumentedClientIT(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void everyPieceOfPythonRuns() throws Exception {
        List<Page> pages = Page.all().stream().filter(page -> !python(page).isEmpty()).toList();
        assertThat(pages).extracting(Page::name).contains("protos/README.md");
        PythonBindings bindings = PythonBindings.install();
        Map<String, String> env = stack.local().directory().readEnv();

        for (Page page : pages) {
            Ran ran = bindings.run(python(page), env);
            assertThat(ran.code()).as(page.name() + "\n" + ran.output()).isZero();
            if (page.name().equals("protos/README.md")) {
                assertThat(ran.output()).contains("['NOT_FOUND']");
            }
        }
        Ran planted = bindings.run("from mcm_protos.mcm.atc.v1 import plane_pb2\n", env);
        assertThat(planted.code()).isEqualTo(1);
        assertThat(planted.output()).contains("ModuleNotFoundError");
    }

    /// The blocks of a page build upon each other.
    private static String python(Page page) {
        StringBuilder text = new StringBuilder();
        page.blocks().stream()
                .filter(block -> block.language().equals("python"))
                .map(Snippet::text)
                .forEach(text::append);
        return text.toString();
    }

    /// Watching, which does not end by itself, is left out.
    @Test
    void theCommandsOfAtctlsPageAreCarriedOut() {
        String plane = stack.local().planes().iterator().next().id();
        String deployment =
                stack.create("documented", SMALL, AutoscalingSettings.getDefaultInstance()).getId();
        List<List<String>> commands = new ArrayList<>();
        Page.all().stream()
                .filter(page -> page.name().equals("atctl/README.md"))
                .flatMap(page -> page.blocks().stream())
                .map(block -> block.commands("atctl"))
                .forEach(commands::addAll);
        assertThat(commands).hasSizeGreaterThan(4);
        try {
            commands.stream()
                    .filter(words -> !words.getFirst().equals("watch"))
                    .forEach(words -> carryOut(filledIn(words, deployment, plane)));
        } finally {
            carryOut(List.of("uncordon", plane));
            carryOut(List.of("plane", "declare", plane, "none"));
            carryOut(List.of("plane", "drain", plane, "--cancel"));
            stack.delete(deployment);
        }
    }

    private static List<String> filledIn(List<String> words, String deployment, String plane) {
        return words.stream()
                .map(word -> word.replaceAll("^d-[a-z0-9]{10}$", deployment))
                .map(word -> word.equals("aws-use1") ? plane : word)
                .toList();
    }

    private void carryOut(List<String> words) {
        StringWriter said = new StringWriter();
        CommandLine atctl = AtctlMain.line(stack.local().directory().readEnv());
        atctl.setOut(new PrintWriter(said, true));
        atctl.setErr(new PrintWriter(said, true));
        int code = atctl.execute(words.toArray(String[]::new));
        boolean systemIsUnwell = words.getFirst().equals("status") && code == 1;
        assertThat(code == 0 || systemIsUnwell && said.toString().contains("HOLDER"))
                .as(String.join(" ", words) + "\n" + said)
                .isTrue();
    }
}

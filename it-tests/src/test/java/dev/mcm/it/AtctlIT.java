package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atctl.AtctlMain;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.shared.time.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/// An operator at 3 a.m.: everything through `atctl`, on the running system.
@ExtendWith(StackExtension.class)
final class AtctlIT {
    private static final String SMALL = " --cpu-milli 500 --memory-mib 256 --min 2 --max 2";

    private final TestStack stack;

    AtctlIT(TestStack stack) {
        this.stack = stack;
    }

    /// What a command line printed, and its exit code.
    private record Outcome(int code, String out, String err) {}

    private Outcome atctl(String words) {
        CommandLine line = AtctlMain.line(stack.local().directory().readEnv());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Outcome(line.execute(words.split(" ")), out.toString(), err.toString());
    }

    private String done(String words) {
        Outcome outcome = atctl(words);
        assertThat(outcome.code()).as(words + "\n" + outcome.err()).isZero();
        return outcome.out();
    }

    private String create(String name, String options) throws InvalidProtocolBufferException {
        Deployment.Builder made = Deployment.newBuilder();
        JsonFormat.parser()
                .merge(
                        done(
                                "create deployment "
                                        + name
                                        + " --model "
                                        + stack.model(name)
                                        + options
                                        + " -o json"),
                        made);
        return made.getId();
    }

    private void awaitWhy(String id, String... words) throws InterruptedException {
        String[] last = {""};
        try {
            Waiting.until(
                    "'why' to say " + String.join(", ", words),
                    TestStack.PATIENCE,
                    () -> {
                        last[0] = done("why " + id);
                        return Arrays.stream(words).allMatch(last[0]::contains);
                    });
        } catch (IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "; last seen:\n" + last[0], e);
        }
    }

    @Test
    void aDeploymentIsCreatedExplainedChangedAndDeleted() throws Exception {
        String id = create("at-night", " --image registry.example/night:1" + SMALL);
        awaitWhy(
                id,
                "ACTIVE",
                "SCALE      2 replicas",
                "2 ready of 2 placed",
                "no pod has a problem");

        assertThat(done("list deployments --status ACTIVE")).contains(id);
        assertThat(done("list deployments --status INACTIVE")).doesNotContain(id);
        assertThat(done("describe deployment " + id))
                .contains(
                        "registry.example/night:1",
                        "500 milli-CPU, 256 MiB",
                        "min_replica 2, max_replica 2");
        assertThat(done("describe plane plane-1")).contains("LIVE", "T4");
        assertThat(done("status")).startsWith("healthy").contains("plane-1", "scheduler");

        assertThat(done("update deployment " + id + " --max 3 --min 3")).startsWith("accepted");
        awaitWhy(id, "3 ready of 3 placed");
        done("delete deployment " + id);
        Waiting.until(
                "nothing of it on any plane",
                TestStack.PATIENCE,
                () -> stack.objectsOf(id).isEmpty());
    }

    @Test
    void whatFitsNowhereSaysWhyPlaneByPlane() throws Exception {
        String id =
                create(
                        "nowhere",
                        " --image registry.example/nowhere:1 --gpus 1 --gpu-type H100" + SMALL);
        String reason = "no node has GPU model H100 (there are: T4)";
        awaitWhy(id, "0 placed, 2 pending", reason);
        assertThat(done("why " + id).lines().filter(line -> line.contains(reason)))
                .extracting(line -> line.strip().split(" ")[0])
                .containsExactlyElementsOf(
                        stack.local().planes().stream().map(LocalPlane::id).sorted().toList());
        done("delete deployment " + id);
    }

    @Test
    void thePodsOwnErrorComesThrough() throws Exception {
        String image = "registry.example/absent:1";
        List<SimulatedLocalPlane> planes =
                stack.local().planes().stream()
                        .filter(SimulatedLocalPlane.class::isInstance)
                        .map(SimulatedLocalPlane.class::cast)
                        .toList();
        assumeFalse(planes.isEmpty(), "an image is broken on simulated planes only");
        planes.forEach(plane -> plane.simulation().faults().imageBroken(image, true));
        String id = create("absent", " --image " + image + SMALL);
        awaitWhy(id, "ImagePullBackOff", image);
        done("delete deployment " + id);
    }

    @Test
    void aCordonKeepsNewReplicasAwayAndNamesItsReason() throws Exception {
        assertThat(atctl("cordon plane-2 --reason kernel").code()).isZero();
        try {
            assertThat(done("list planes")).containsPattern("plane-2 .*kernel");
            String id = create("elsewhere", " --image registry.example/elsewhere:1" + SMALL);
            awaitWhy(id, "2 ready of 2 placed", "CORDONED");
            assertThat(stack.readyPods(id)).doesNotContainKey("plane-2");
            done("delete deployment " + id);
        } finally {
            done("uncordon plane-2");
        }
        assertThat(atctl("cordon no-such-plane --reason x").err()).contains("no-such-plane");
    }
}

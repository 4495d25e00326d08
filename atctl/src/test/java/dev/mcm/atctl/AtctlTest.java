package dev.mcm.atctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.JsonFormat;
import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.type.v1.RolloutSettings;
import dev.mcm.type.v1.WhenFull;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class AtctlTest {
    private final FakeAtc atc = new FakeAtc();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @AfterEach
    void close() {
        atc.close();
    }

    private int atctl(String... words) {
        return run(Map.of("MCM_ATC_ADDRESS", atc.address(), "MCM_ATC_TOKEN", "secret"), words);
    }

    private int run(Map<String, String> env, String... words) {
        CommandLine line = AtctlMain.line(env);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private static String create(String words) {
        return "create deployment " + words;
    }

    @Test
    void optionsBecomeTheRequestAndWhatIsNotGivenStaysUnset() {
        int code =
                atctl(
                        create(
                                        "chat --model m-1 --image r/chat:1 --cpu-milli 8000"
                                            + " --memory-mib 65536 --gpus 2 --gpu-type H100,A100"
                                            + " --env A=1 --region eu-1 --min-planes 2 --min 0"
                                            + " --max 8 --when-full WAIT --request-id r-1")
                                .split(" "));

        assertThat(code).isZero();
        CreateDeploymentRequest request = (CreateDeploymentRequest) atc.requests().getFirst();
        assertThat(request.getModelId()).isEqualTo("m-1");
        assertThat(request.getRequestId()).isEqualTo("r-1");
        assertThat(request.getSpec().getImage()).isEqualTo("r/chat:1");
        assertThat(request.getSpec().getResources().getGpuTypesList())
                .containsExactly("H100", "A100");
        assertThat(request.getSpec().getEnvMap()).isEqualTo(Map.of("A", "1"));
        assertThat(request.getSpec().getPlacement().getRequiredRegionsList())
                .containsExactly("eu-1");
        assertThat(request.getAutoscaling().hasMinReplica()).isTrue();
        assertThat(request.getAutoscaling().getMinReplica()).isZero();
        assertThat(request.getAutoscaling().hasConcurrencyTarget()).isFalse();
        assertThat(request.getRollout())
                .isEqualTo(
                        RolloutSettings.newBuilder().setWhenFull(WhenFull.WHEN_FULL_WAIT).build());
        assertThat(atc.tokens()).containsExactly("Bearer secret");
        assertThat(out.toString()).contains("d-1").contains("chat");
    }

    @Test
    void aRequestFromAFileKeepsTheRequestIdOfTheCommandLine() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("chat.json"),
                        "{\"name\": \"chat\", \"modelId\": \"m-1\"}");

        assertThat(atctl("create", "deployment", "-f", file.toString(), "--request-id", "r-1"))
                .isZero();
        assertThat(atc.requests())
                .containsExactly(
                        CreateDeploymentRequest.newBuilder()
                                .setName("chat")
                                .setModelId("m-1")
                                .setRequestId("r-1")
                                .build());
    }

    @Test
    void aFileBesideOptionsAndAFileWithAnUnknownFieldAreRefusedBeforeAnyCall() throws IOException {
        Path file = Files.writeString(directory.resolve("chat.json"), "{\"nmae\": \"chat\"}");

        assertThat(atctl("create", "deployment", "-f", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nmae").contains("CreateDeploymentRequest");
        assertThat(atctl("create", "deployment", "-f", file.toString(), "--max", "3")).isEqualTo(1);
        assertThat(err.toString()).contains("expected: one of them");
        assertThat(atc.requests()).isEmpty();
    }

    @Test
    void aRefusedRequestNamesEveryField() {
        assertThat(atctl(create("bad --model m-1").split(" "))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        """
                        atctl: INVALID_ARGUMENT: 2 problem(s) with the request
                          spec.image: must not be empty
                          autoscaling.min_replica: is -1
                        """);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUpdateNamesOnlyTheFieldsThatTheOptionsGive() {
        assertThat(atctl("update", "deployment", "d-1", "--max", "5", "--image", "r/chat:2"))
                .isZero();
        UpdateDeploymentRequest request = (UpdateDeploymentRequest) atc.requests().getFirst();
        assertThat(request.getUpdateMask().getPathsList())
                .containsExactly("spec.image", "autoscaling.max_replica");
        assertThat(out.toString()).startsWith("accepted");

        assertThat(atctl("update", "deployment", "d-1")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing to change");
        assertThat(atc.requests()).hasSize(1);
    }

    @Test
    void anUpdateMayComeFromAFileThatNamesWhatItChanges() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("probe.json"),
                        """
                        {"spec": {"livenessProbe": {"httpPath": "/health"}},
                         "updateMask": "spec.livenessProbe"}
                        """);

        assertThat(atctl("update", "deployment", "d-1", "-f", file.toString(), "--etag", "7"))
                .isZero();
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder().setId("d-1").setEtag("7");
        request.getSpecBuilder().getLivenessProbeBuilder().setHttpPath("/health");
        request.getUpdateMaskBuilder().addPaths("spec.liveness_probe");
        assertThat(atc.requests()).containsExactly(request.build());
    }

    @Test
    void aFileOfAnotherDeploymentOrBesideOptionsUpdatesNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("other.json"), "{\"id\": \"d-2\"}");

        assertThat(atctl("update", "deployment", "d-1", "-f", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("'d-2' (expected: d-1, or none)");
        assertThat(atctl("update", "deployment", "d-2", "-f", file.toString(), "--max", "3"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("expected: one of them, beside --etag");
        assertThat(atc.requests()).isEmpty();
    }

    @Test
    void violationsThatAreOnlyCountedAreSaid() {
        assertThat(atctl(create("worse --model m-1").split(" "))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        """
                        atctl: INVALID_ARGUMENT: 400 problem(s) with the request
                          spec.image: must not be empty
                          and 399 more
                        """);
    }

    @Test
    void aPlaneThatIsRegisteredAgainKeepsWhatNoOptionNames() {
        assertThat(atctl("register", "plane", "aws-1", "--gateway-url", "http://gateway:81"))
                .isZero();
        assertThat(atctl("register", "plane", "aws-1", "--shares-gpus")).isZero();
        assertThat(atctl("register", "plane", "aws-1", "--no-shares-gpus")).isZero();

        assertThat(atc.requests())
                .map(RegisterPlaneRequest.class::cast)
                .extracting(
                        request -> request.getUpdateMask().getPathsList(),
                        request -> request.getPlane().getGatewayUrl(),
                        request -> request.getPlane().getSharesGpus())
                .containsExactly(
                        tuple(List.of("gateway_url"), "http://gateway:81", false),
                        tuple(List.of("shares_gpus"), "", true),
                        tuple(List.of("shares_gpus"), "", false));
    }

    @Test
    void aVariableIsNotSetAndRemovedAtOnce() {
        assertThat(atctl("update", "deployment", "d-1", "--env", "A=1", "--remove-env", "A"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("'A' is given twice");
        assertThat(atc.requests()).isEmpty();
    }

    @Test
    void aListReadsAllPagesAndFiltersByStatus() throws IOException {
        assertThat(atctl("list", "deployments", "--status", "active,UNHEALTHY", "-o", "json"))
                .isZero();
        assertThat(atc.requests())
                .hasSize(2)
                .allSatisfy(r ->
                        assertThat(((ListDeploymentsRequest) r).getStatusesList())
                                .containsExactly(
                                        DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE,
                                        DeploymentStatus.DEPLOYMENT_STATUS_UNHEALTHY));
        ListDeploymentsResponse.Builder printed = ListDeploymentsResponse.newBuilder();
        JsonFormat.parser().merge(out.toString(), printed);
        assertThat(printed.getDeploymentsList())
                .extracting(d -> d.getId())
                .containsExactly("d-1", "d-2");
    }

    @Test
    void aHistoryIsALinePerVersionNewestFirst() {
        assertThat(atctl("history", "d-1")).isZero();

        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        """
                        VERSION   WHEN                   WHO    REVISION        IMAGE      CHANGED
                        3         2026-05-28T20:26:43Z   dave   02cd3977df +1   r/chat:2   instance_types, env.A, env.B, priority and 1 more
                        2         2026-05-28T20:26:42Z   olga   de4cde747f      r/chat:2   image
                        1         2026-05-28T20:26:41Z   -      df48eca34f      r/chat:1   -
                        """);
        assertThat(atc.requests())
                .extracting(r -> ((ListDeploymentVersionsRequest) r).getPageSize())
                .containsExactly(20, 18);
    }

    @Test
    void aHistoryEndsWhereItWasToldTo() {
        assertThat(atctl("history", "d-1", "--last", "2")).isZero();
        assertThat(atctl("history", "d-1", "--last", "0", "-o", "json")).isZero();

        assertThat(out.toString()).contains("\"number\": \"1\"");
        assertThat(atc.requests())
                .extracting(r -> ((ListDeploymentVersionsRequest) r).getPageSize())
                .containsExactly(2, 500, 500);
    }

    @Test
    void aPlaneIsDeclaredWithItsReasonAndForHowLong() {
        assertThat(
                        atctl(
                                "plane",
                                "declare",
                                "aws-1",
                                "brake-override",
                                "--reason",
                                "flooded",
                                "--for",
                                "1h30m"))
                .isEqualTo(0);
        assertThat(atctl("plane", "declare", "aws-1", "none", "--dry-run")).isEqualTo(0);

        assertThat(atc.requests())
                .containsExactly(
                        DeclarePlaneRequest.newBuilder()
                                .setId("aws-1")
                                .setKind(PlaneOrderKind.PLANE_ORDER_KIND_BRAKE_OVERRIDE)
                                .setReason("flooded")
                                .setValidForSeconds(5400)
                                .build(),
                        DeclarePlaneRequest.newBuilder()
                                .setId("aws-1")
                                .setKind(PlaneOrderKind.PLANE_ORDER_KIND_NONE)
                                .setValidateOnly(true)
                                .build());
        assertThat(out.toString()).contains("BRAKE_OVERRIDE by olga: flooded");
    }

    @Test
    void aPlaneIsDrainedAndThatIsTakenBack() {
        String drain = "plane drain aws-1 --deadline 30m --reason kernel";
        assertThat(atctl(drain.split(" "))).isZero();
        assertThat(out.toString())
                .contains("by olga: kernel; left: 7 replicas (5 ready) of 2 deployments")
                .doesNotContain("declared ");
        assertThat(atctl("plane", "drain", "aws-1", "--dry-run")).isZero();
        assertThat(atctl("plane", "drain", "aws-1", "--cancel")).isZero();
        assertThat(atctl("plane", "drain", "aws-1", "--cancel", "--deadline", "5m")).isEqualTo(1);
        assertThat(err.toString()).contains("expected: --cancel alone");

        assertThat(atc.requests())
                .containsExactly(
                        DrainPlaneRequest.newBuilder()
                                .setId("aws-1")
                                .setReason("kernel")
                                .setDeadlineSeconds(1800)
                                .build(),
                        DrainPlaneRequest.newBuilder()
                                .setId("aws-1")
                                .setReason("drain")
                                .setValidateOnly(true)
                                .build(),
                        CancelPlaneDrainRequest.newBuilder().setId("aws-1").build());
    }

    @Test
    void aLengthThatIsNoneAndADeclarationThatIsNoneAreWrongUsage() {
        assertThat(atctl("plane", "declare", "aws-1", "lost", "--for", "500ms")).isEqualTo(2);
        assertThat(atctl("plane", "declare", "aws-1", "lost", "--for", "0s")).isEqualTo(2);
        assertThat(atctl("plane", "declare", "aws-1", "dead")).isEqualTo(2);
        assertThat(err.toString()).contains("lost, alive, brake-override, none");
        assertThat(atc.requests()).isEmpty();
    }

    @Test
    void wrongUsageHasItsOwnExitCodeAndSaysWhatWasExpected() {
        assertThat(atctl("list", "deployments", "--status", "ACTVE")).isEqualTo(2);
        assertThat(err.toString()).contains("'ACTVE' is no status").contains("SCALED_TO_ZERO");
        assertThat(atctl("cordon", "aws-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(run(Map.of("MCM_ATC_ADDRESS", atc.address()), "status")).isEqualTo(1);
        assertThat(err.toString()).contains("no token").contains("MCM_ATC_TOKEN_FILE");
        assertThat(atc.requests()).isEmpty();
    }

    @Test
    void aWatchGoesOnWhereItWasAndBeginsAnewWhenThatIsTooOld() {
        assertThat(atctl("watch", "deployments", "--model", "m-1")).isEqualTo(1);
        assertThat(out.toString()).contains("d-1").contains("d-0  deleted");
        assertThat(atc.requests())
                .extracting(r -> ((WatchDeploymentsRequest) r).getResumeToken())
                .containsExactly("", "t-1", "");
        assertThat(atc.requests())
                .allSatisfy(r ->
                        assertThat(((WatchDeploymentsRequest) r).getModelId()).isEqualTo("m-1"));
        assertThat(err.toString()).contains("UNAVAILABLE: gone");
    }
}

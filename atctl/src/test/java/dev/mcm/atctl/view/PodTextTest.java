package dev.mcm.atctl.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PodTextTest {
    @Test
    void whatAPodHasIsSaidInAFewLines() throws IOException {
        assertThat(PodText.lines(example("vllm")))
                .containsExactly(
                        "  pulled with   registry",
                        "  ready         GET /health every 10 s",
                        "  alive         GET /health every 30 s",
                        "  to start      3600 s",
                        "  shared memory 32768 MiB",
                        "  volume        /models: the plane's model cache",
                        "  volume        /compiled: empty, 20480 MiB");
        assertThat(PodText.lines(example("truss")))
                .containsExactly(
                        "  pulled with   registry",
                        "  started       GET /v1/models/model every 5 s",
                        "  ready         GET /v1/models/model every 5 s",
                        "  alive         GET / every 10 s",
                        "  to start      1200 s",
                        "  volume        /secrets: Secret whisper",
                        "  volume        /cache/org: the plane's model cache, whisper in it,"
                                + " read-only");
        assertThat(PodText.lines(example("cpu-model")))
                .containsExactly(
                        "  ports         grpc 9000, metrics 9400",
                        "  ready         gRPC health of 'ranker.v1.Ranker' on grpc every 2 s",
                        "  alive         ranker check every 10 s",
                        "  to start      60 s",
                        "  volume        /weights: claim ranker-weights, read-only",
                        "  volume        /etc/ranker: ConfigMap ranker-features");
    }

    @Test
    void aSpecThatSaysNothingOfItHasNoLines() {
        assertThat(PodText.lines(DeploymentSpec.newBuilder().setImage("i").build())).isEmpty();
        assertThat(
                        PodText.lines(
                                DeploymentSpec.newBuilder()
                                        .setLivenessProbe(PodProbe.newBuilder().setTcp(true))
                                        .setRuntimeClass("nvidia")
                                        .build()))
                .containsExactly(
                        "  alive         open port http every 10 s", "  runtime       nvidia");
    }

    @Test
    void aDescriptionHasThem() throws IOException {
        assertThat(DeploymentText.details(Deployment.newBuilder().setSpec(example("vllm")).build()))
                .contains("  shared memory 32768 MiB");
    }

    private static DeploymentSpec example(String name) throws IOException {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.newBuilder();
        JsonFormat.parser()
                .merge(
                        Files.readString(Path.of("..", "docs", "examples", name + ".json")),
                        request);
        return request.getSpec();
    }
}

package dev.mcm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.local.trace.TraceFolder;
import dev.mcm.local.trace.TraceNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoInputTest {
    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder", "${mcm.data.dir}"})
    void theTracesMakeFourPlanesFourteenDeploymentsAndTraffic(String folder) {
        DemoInput input = input(folder);

        assertThat(input.planes())
                .hasSize(4)
                .allSatisfy(p -> assertThat(p.nodes()).hasSizeBetween(90, 100));
        assertThat(input.deployments()).hasSize(14);
        assertThat(input.deployments()).extracting(DemoDeployment::name).doesNotHaveDuplicates();
        assertThat(input.deployments().stream().map(d -> d.resources().getGpuCount()))
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 8, 0, 0);
        assertThat(input.traffic()).hasSizeGreaterThan(1_000);
        assertThat(input.traffic()).extracting(Arrival::at).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder", "${mcm.data.dir}"})
    void theDeploymentsAskForAboutATenthOfTheGpusInSingleGpuServices(String folder) {
        DemoInput input = input(folder);
        int gpus = input.planes().stream().mapToInt(DemoPlane::gpus).sum();

        int asked =
                input.deployments().stream()
                        .filter(d -> d.resources().getGpuCount() == 1)
                        .mapToInt(DemoDeployment::base)
                        .sum();

        assertThat(asked).isLessThanOrEqualTo(gpus / 10 + 8).isGreaterThan(0);
    }

    /// Planes' schedulers spread: had each replica a node of eight GPUs for itself, none would be
    /// left for the deployments that need one whole on two planes of any three.
    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder", "${mcm.data.dir}"})
    void whatNeedsNoWholeNodeOfEightGpusAsksForOthersFirst(String folder) {
        DemoInput input = input(folder);
        List<TraceNode> large =
                input.planes().stream()
                        .flatMap(p -> p.nodes().stream())
                        .filter(n -> n.gpuCount() >= 8)
                        .toList();

        assertThat(input.deployments())
                .filteredOn(d -> d.resources().getGpuCount() > 0 && d.resources().getGpuCount() < 8)
                .allSatisfy(d ->
                        assertThat(large)
                                .extracting(TraceNode::gpuType)
                                .doesNotContain(d.resources().getGpuTypes(0)));
    }

    private static DemoInput input(String folder) {
        return DemoInput.from(
                TraceFolder.orSample(
                        Path.of(
                                folder.startsWith("$")
                                        ? System.getProperty("mcm.data.dir")
                                        : folder)));
    }
}

package dev.mcm.local.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceFolderTest {
    private final TraceFolder sample = TraceFolder.orSample(Path.of("no-such-folder"));

    @Test
    void theBundledSampleServesWhereTheDataFolderIsAbsent() {
        assertThat(sample.isSample()).isTrue();
        assertThat(sample.nodes())
                .hasSize(381)
                .contains(new TraceNode("openb-node-0000", 32000, 262144, 0, ""));
        assertThat(sample.tasks()).anyMatch(task -> task.gpuCount() == 8);
        assertThat(sample.services()).anyMatch(service -> service.gpuCount() == 1);
        assertThat(sample.requests().getFirst())
                .isEqualTo(new TraceRequest(Duration.ZERO, 374, 44));
    }

    @Test
    void theFullTracesHoldWhatTheirPublishersSay() {
        TraceFolder full = TraceFolder.orSample(Path.of(System.getProperty("mcm.data.dir")));
        assumeTrue(!full.isSample(), "the trace folder is missing");
        assertThat(full.nodes()).hasSize(1523);
        assertThat(full.tasks()).hasSize(8152);
        assertThat(full.requests()).hasSize(19366);
        List<TraceService> services = full.services();
        assertThat(services.stream().map(TraceService::app).distinct()).hasSize(156);
        assertThat(services.stream().mapToInt(TraceService::instances).sum()).isEqualTo(23871);
    }

    @Test
    void requestsComeInOrderOfArrival() {
        assertThat(sample.requests()).extracting(TraceRequest::at).isSorted();
    }
}

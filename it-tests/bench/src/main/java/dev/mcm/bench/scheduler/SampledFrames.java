package dev.mcm.bench.scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Where a recorded JVM was when it was sampled: samples of Java code, by the innermost of MCM's
/// own methods on each stack.
final class SampledFrames {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String OWN = "dev.mcm.";
    private static final String OTHER = "(none of MCM's)";

    private final Map<String, Integer> samples = new HashMap<>();
    private int total;

    static SampledFrames of(Path recording) throws IOException {
        SampledFrames frames = new SampledFrames();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(SAMPLE) && stack != null) {
                    frames.samples.merge(own(stack), 1, Integer::sum);
                    frames.total++;
                }
            }
        }
        return frames;
    }

    private static String own(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OWN)) {
                return type.substring(type.lastIndexOf('.') + 1)
                        + "."
                        + frame.getMethod().getName();
            }
        }
        return OTHER;
    }

    /// The methods with most samples and their shares.
    String text(int most) {
        StringBuilder text = new StringBuilder(total + " samples: ");
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .forEach(entry ->
                        text.append(
                                "%s %.0f %%, "
                                        .formatted(
                                                entry.getKey(), 100.0 * entry.getValue() / total)));
        return text.substring(0, Math.max(0, text.length() - 2));
    }
}

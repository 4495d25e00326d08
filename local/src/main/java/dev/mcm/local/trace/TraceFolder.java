package dev.mcm.local.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Where traces are read from: the data folder, or the small sample bundled with this module where
/// there is none. A sample holds the first rows of each file, so figures made from it are smaller,
/// not different in kind.
public final class TraceFolder {
    private static final String NODES = "openb/openb_node_list_all_node.csv.gz";
    private static final String TASKS = "openb/openb_pod_list_default.csv.gz";
    private static final String SERVICES = "dlrm/disaggregated_DLRM_trace.csv.gz";
    private static final String ARRIVALS = "traffic/AzureLLMInferenceTrace_conv.csv.gz";

    private final Path folder;
    private final boolean sample;

    private TraceFolder(Path folder, boolean sample) {
        this.folder = folder;
        this.sample = sample;
    }

    /// The folder, if it holds the traces; else the bundled sample.
    public static TraceFolder orSample(Path folder) {
        boolean complete =
                List.of(NODES, TASKS, SERVICES, ARRIVALS).stream()
                        .allMatch(f -> Files.isReadable(folder.resolve(f)));
        return new TraceFolder(folder, !complete);
    }

    /// The figures come from the bundled sample.
    public boolean isSample() {
        return sample;
    }

    /// What to print beside a figure: where the input came from.
    public String describe() {
        return sample ? "bundled sample (no traces in " + folder + ")" : "traces in " + folder;
    }

    /// Nodes of the openb cluster, in trace order.
    public List<TraceNode> nodes() {
        return rows(NODES).stream().map(TraceNode::fromRow).toList();
    }

    /// Tasks submitted to the openb cluster, in trace order.
    public List<TraceTask> tasks() {
        return rows(TASKS).stream().map(TraceTask::fromRow).toList();
    }

    /// Inference services of the DLRM trace, one entry per service and role, most instances first.
    public List<TraceService> services() {
        return TraceService.fromRows(rows(SERVICES));
    }

    /// Chat requests of the Azure trace, in order of arrival.
    public List<TraceRequest> requests() {
        return TraceRequest.fromRows(rows(ARRIVALS));
    }

    private List<TraceRow> rows(String file) {
        try (BufferedReader reader = open(file)) {
            String[] header = Objects.requireNonNull(reader.readLine(), "header").split(",", -1);
            List<TraceRow> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    rows.add(row(header, line.split(",", -1), file, rows.size() + 2));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read trace " + file + " from " + describe(), e);
        }
    }

    private static TraceRow row(String[] header, String[] cells, String file, int line) {
        if (cells.length != header.length) {
            throw new IllegalArgumentException(
                    "%s line %d has %d cells (expected: %d)"
                            .formatted(file, line, cells.length, header.length));
        }
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
            row.put(header[i].strip(), cells[i].strip());
        }
        return new TraceRow(file, line, row);
    }

    private BufferedReader open(String file) throws IOException {
        InputStream raw =
                sample
                        ? TraceFolder.class.getResourceAsStream(
                                "sample/" + file.substring(file.indexOf('/') + 1))
                        : Files.newInputStream(folder.resolve(file));
        if (raw == null) {
            throw new IOException("sample " + file + " is missing from the class path");
        }
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8));
    }
}

package dev.mcm.autoscaler.adapter.postgres;

import com.google.protobuf.ByteString;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.Hold;
import dev.mcm.autoscaler.core.Lowering;
import dev.mcm.autoscaler.core.Panic;
import dev.mcm.autoscaler.core.Peaks;
import dev.mcm.autoscaler.core.PlaneSeries;
import dev.mcm.autoscaler.core.ScaleState;
import dev.mcm.autoscaler.core.StartUp;
import dev.mcm.shared.id.PlaneId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// [Checkpoint] as bytes: a format number, then the fields in order. Only the Autoscaler reads what
/// it has written. Format 1, of older versions, ends before the start-up, and format 2 once ended
/// after it: both are read too. What is added to format 2 comes last, where the version before does
/// not look.
final class CheckpointCodec {
    private static final byte FORMAT = 2;
    private static final byte BEFORE_START_UP = 1;

    private CheckpointCodec() {}

    static ByteString encode(Checkpoint checkpoint) {
        ByteString.Output bytes = ByteString.newOutput();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writeState(out, checkpoint.state());
            writeSeries(out, checkpoint.series());
            writeStartUp(out, checkpoint.state().startUp());
            out.writeLong(checkpoint.state().releasedAt());
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint cannot be encoded", e);
        }
        return bytes.toByteString();
    }

    /// Empty when the bytes are of another format or damaged: then the deployment goes on without a
    /// memory.
    static Optional<Checkpoint> decode(ByteString bytes) {
        try (DataInputStream in = new DataInputStream(bytes.newInput())) {
            byte format = in.readByte();
            if (format != FORMAT && format != BEFORE_START_UP) {
                return Optional.empty();
            }
            ScaleState state = readState(in);
            Map<PlaneId, Checkpoint.Mark> series = readSeries(in);
            return Optional.of(
                    new Checkpoint(format == FORMAT ? readFormat2(in, state) : state, series));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void writeState(DataOutputStream out, ScaleState state) throws IOException {
        out.writeInt(state.desired());
        out.writeLong(state.panic().since());
        out.writeInt(state.panic().maxReplicas());
        out.writeLong(state.lowering().since());
        out.writeInt(state.lowering().from());
        out.writeLong(state.decidedAt());
        out.writeLong(state.startUp().since());
        out.writeBoolean(state.trafficSeen());
        long[] times = state.peaks().times();
        int[] values = state.peaks().values();
        out.writeInt(times.length);
        for (int i = 0; i < times.length; i++) {
            out.writeLong(times[i]);
            out.writeInt(values[i]);
        }
        out.writeInt(state.holds().size());
        for (Map.Entry<PlaneId, Hold> hold : new TreeMap<>(state.holds()).entrySet()) {
            out.writeUTF(hold.getKey().value());
            out.writeInt(hold.getValue().replicas());
            out.writeInt(hold.getValue().placed());
        }
    }

    private static ScaleState readState(DataInputStream in) throws IOException {
        int desired = in.readInt();
        Panic panic = new Panic(in.readLong(), in.readInt());
        Lowering lowering = new Lowering(in.readLong(), in.readInt());
        long decidedAt = in.readLong();
        StartUp startUp = StartUp.at(in.readLong());
        boolean trafficSeen = in.readBoolean();
        Peaks peaks = readPeaks(in);
        Map<PlaneId, Hold> holds = new HashMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            holds.put(new PlaneId(in.readUTF()), new Hold(in.readInt(), in.readInt()));
        }
        return new ScaleState(
                desired,
                panic,
                peaks,
                lowering,
                decidedAt,
                startUp,
                holds,
                PlaneSeries.NEVER,
                trafficSeen);
    }

    private static void writeStartUp(DataOutputStream out, StartUp startUp) throws IOException {
        out.writeLong(startUp.boundSince());
        out.writeLong(startUp.readyAt());
        out.writeBoolean(startUp.risen());
        out.writeLong(startUp.loadingAt());
    }

    private static ScaleState readFormat2(DataInputStream in, ScaleState state) throws IOException {
        ScaleState started = state.withStartUp(readStartUp(in, state));
        return in.available() == 0 ? started : started.withReleasedAt(in.readLong());
    }

    private static StartUp readStartUp(DataInputStream in, ScaleState state) throws IOException {
        return new StartUp(
                state.startUp().since(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong());
    }

    private static Peaks readPeaks(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException(
                    "checkpoint has " + count + " peaks in " + in.available() + " bytes");
        }
        long[] times = new long[count];
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            times[i] = in.readLong();
            values[i] = in.readInt();
        }
        return Peaks.of(times, values);
    }

    private static void writeSeries(DataOutputStream out, Map<PlaneId, Checkpoint.Mark> series)
            throws IOException {
        out.writeInt(series.size());
        for (Map.Entry<PlaneId, Checkpoint.Mark> mark : new TreeMap<>(series).entrySet()) {
            out.writeUTF(mark.getKey().value());
            out.writeLong(mark.getValue().lastReport());
            out.writeLong(mark.getValue().zeroSince());
        }
    }

    private static Map<PlaneId, Checkpoint.Mark> readSeries(DataInputStream in) throws IOException {
        Map<PlaneId, Checkpoint.Mark> series = new HashMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            series.put(
                    new PlaneId(in.readUTF()), new Checkpoint.Mark(in.readLong(), in.readLong()));
        }
        return series;
    }
}

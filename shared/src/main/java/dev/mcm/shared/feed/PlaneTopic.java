package dev.mcm.shared.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.function.Function;

/// A topic that each plane has, and the messages on it.
public final class PlaneTopic<M> {
    public static final PlaneTopic<PlaneRecord> STATE =
            new PlaneTopic<>(
                    "PlaneRecord",
                    PlaneNames::stateTopic,
                    PlaneRecord.parser(),
                    PlaneRecord::getPlaneId);
    public static final PlaneTopic<PlaneMetrics> METRICS =
            new PlaneTopic<>(
                    "PlaneMetrics",
                    PlaneNames::metricsTopic,
                    PlaneMetrics.parser(),
                    PlaneMetrics::getPlaneId);

    private final String message;
    private final Function<PlaneId, String> name;
    private final Parser<M> parser;
    private final Function<M, String> planeId;

    private PlaneTopic(
            String message,
            Function<PlaneId, String> name,
            Parser<M> parser,
            Function<M, String> planeId) {
        this.message = message;
        this.name = name;
        this.parser = parser;
        this.planeId = planeId;
    }

    /// The topic of a plane.
    public String of(PlaneId plane) {
        return name.apply(plane);
    }

    /// @throws IllegalArgumentException when it is no such message, or another plane's
    M parse(PlaneId plane, byte[] value) {
        M parsed;
        try {
            parsed = parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "value: not a " + message + " (" + e.getMessage() + ")", e);
        }
        if (!planeId.apply(parsed).equals(plane.value())) {
            throw new IllegalArgumentException(
                    "plane_id: '" + planeId.apply(parsed) + "' (expected: '" + plane + "')");
        }
        return parsed;
    }
}

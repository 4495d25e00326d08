package dev.mcm.atc.adapter.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.atc.core.status.PodProblems;
import dev.mcm.atc.port.PodSource;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.observed.ObservedObjectStore;
import dev.mcm.state.observed.ObservedRow;
import java.util.List;
import java.util.stream.Stream;

/// [PodSource] on the observed database.
public final class PostgresPodSource implements PodSource {
    private final Transactions observed;
    private final ObservedObjectStore objects = new ObservedObjectStore();

    public PostgresPodSource(Transactions observed) {
        this.observed = observed;
    }

    @Override
    public List<PodProblems.Pod> pods(DeploymentId deployment) {
        List<ObservedRow> rows = observed.read(tx -> objects.ofDeployment(tx, deployment));
        return rows.stream().flatMap(PostgresPodSource::pod).toList();
    }

    /// Nothing for a row of another kind, or of a format that this release cannot read.
    private static Stream<PodProblems.Pod> pod(ObservedRow row) {
        if (row.key().kind() != ObjectKind.OBJECT_KIND_POD.getNumber()) {
            return Stream.empty();
        }
        try {
            ObservedObject object = ObservedObject.parseFrom(row.body());
            return Stream.of(new PodProblems.Pod(row.key().planeId(), object, row.age()));
        } catch (InvalidProtocolBufferException e) {
            return Stream.empty();
        }
    }
}

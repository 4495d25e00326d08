package dev.mcm.state.observed;

import jakarta.data.repository.Repository;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

/// Tables of the observed database; lists are in order of key.
@Repository
interface ObservedRepository {
    StatelessSession session();

    @HQL("from ObservedRowEntity where planeId = :plane and not gone order by kind, uid")
    List<ObservedRowEntity> objectsOnPlane(String plane);

    @HQL(
            "from ObservedRowEntity where deploymentId = :deployment and not gone order by planeId,"
                    + " kind, uid")
    List<ObservedRowEntity> objectsOf(String deployment);

    @HQL("from OpenSnapshotEntity where planeId = :plane order by kind")
    List<OpenSnapshotEntity> snapshotsOnPlane(String plane);

    @HQL("delete from OpenSnapshotEntity where planeId = :plane and kind = :kind")
    int deleteSnapshot(String plane, short kind);

    @HQL("from ConsumerOffsetEntity order by topic, part")
    List<ConsumerOffsetEntity> offsets();

    @HQL("from ConsumerOffsetEntity where topic = :topic order by part")
    List<ConsumerOffsetEntity> offsetsOf(String topic);

    @HQL("delete from ConsumerOffsetEntity where topic = :topic")
    int deleteOffsets(String topic);
}

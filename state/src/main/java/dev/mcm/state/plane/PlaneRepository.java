package dev.mcm.state.plane;

import jakarta.data.Limit;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

/// Tables of the room; lists are in order of key.
@Repository
interface PlaneRepository {
    StatelessSession session();

    @Insert
    void insert(PlaneEntity row);

    @Update
    void update(PlaneEntity row);

    @Find
    Optional<PlaneEntity> find(String id);

    @HQL("from PlaneEntity order by id")
    List<PlaneEntity> all();

    @HQL("from PlaneEntity where id > :after order by id")
    List<PlaneEntity> page(String after, Limit limit);

    @HQL("delete from PlaneEntity where id = :id")
    int delete(String id);

    @HQL("from PlaneStateEntity order by planeId")
    List<PlaneStateEntity> states();

    @HQL("delete from PlaneStateEntity where planeId = :plane")
    int deleteState(String plane);

    @HQL("from PlaneProbeEntity order by planeId")
    List<PlaneProbeEntity> probes();

    @HQL("delete from PlaneProbeEntity where planeId = :plane")
    int deleteProbe(String plane);

    @HQL("from PlaneLivenessEntity order by planeId")
    List<PlaneLivenessEntity> liveness();

    @HQL("delete from PlaneLivenessEntity where planeId = :plane")
    int deleteLiveness(String plane);

    @HQL("from CapacityPartEntity order by planeId, gpuType, part")
    List<CapacityPartEntity> capacity();

    @HQL("from CapacityPartEntity where planeId = :plane order by gpuType, part")
    List<CapacityPartEntity> capacityOf(String plane);

    @HQL("from CapacityPartEntity where planeId in :planes order by planeId, gpuType, part")
    List<CapacityPartEntity> capacityOf(List<String> planes);
}

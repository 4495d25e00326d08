package dev.mcm.state.slot;

import jakarta.data.repository.Find;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

@Repository
interface GnsSlotRepository {
    StatelessSession session();

    @Find
    Optional<GnsSlotEntity> find(String name);

    @HQL("from GnsSlotEntity order by name")
    List<GnsSlotEntity> all();

    @HQL("delete from GnsSlotEntity where name = :name")
    int delete(String name);
}

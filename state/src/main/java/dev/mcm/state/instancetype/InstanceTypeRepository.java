package dev.mcm.state.instancetype;

import jakarta.data.repository.Find;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

@Repository
interface InstanceTypeRepository {
    StatelessSession session();

    @Find
    Optional<InstanceTypeEntity> find(String name);

    @HQL("from InstanceTypeEntity order by name")
    List<InstanceTypeEntity> all();

    @HQL("delete from InstanceTypeEntity where name = :name")
    int delete(String name);
}

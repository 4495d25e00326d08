package dev.mcm.state.organization;

import jakarta.data.Limit;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

@Repository
interface OrganizationRepository {
    StatelessSession session();

    @Insert
    void insert(OrganizationEntity row);

    @Update
    void update(OrganizationEntity row);

    @Find
    Optional<OrganizationEntity> find(String id);

    @HQL("from OrganizationEntity order by id")
    List<OrganizationEntity> all();

    @HQL("from OrganizationEntity where id > :after order by id")
    List<OrganizationEntity> page(String after, Limit limit);

    @HQL("delete from OrganizationEntity where id = :id")
    int delete(String id);
}

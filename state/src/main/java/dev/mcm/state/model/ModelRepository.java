package dev.mcm.state.model;

import jakarta.data.Limit;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

/// Empty strings stand for "no limit".
@Repository
interface ModelRepository {
    StatelessSession session();

    @Insert
    void insert(ModelEntity row);

    @Find
    Optional<ModelEntity> find(String id);

    @HQL("from ModelEntity where organizationId = :organization and name = :name")
    Optional<ModelEntity> named(String organization, String name);

    @HQL("from ModelEntity order by id")
    List<ModelEntity> all();

    @HQL(
            "from ModelEntity where (:organization = '' or organizationId = :organization) and"
                    + " (name, id) > (:afterName, :afterId) order by name, id")
    List<ModelEntity> page(String organization, String afterName, String afterId, Limit limit);

    @HQL("delete from ModelEntity where id = :id")
    int delete(String id);
}

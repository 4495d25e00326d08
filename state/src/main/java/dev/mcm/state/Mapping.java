package dev.mcm.state;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;

/// Which entities each database has, and Hibernate's view of them. A test fails when a table of the
/// migrations has no entity here, or an entity no table.
///
/// Entities have no associations and live in stateless sessions, so nothing is ever loaded lazily:
/// Hibernate is told to generate no classes for them. That, and no `persistence.xml` to parse, is
/// half of what opening a database costs.
public final class Mapping {
    private static final List<String> CONTROL =
            List.of(
                    "organization.OrganizationEntity",
                    "model.ModelEntity",
                    "instancetype.InstanceTypeEntity",
                    "deployment.SpecEntity",
                    "deployment.DeploymentEntity",
                    "request.ApiRequestEntity",
                    "scale.AutoscalerStateEntity",
                    "plane.PlaneEntity",
                    "plane.PlaneStateEntity",
                    "plane.PlaneProbeEntity",
                    "plane.PlaneLivenessEntity",
                    "plane.CapacityPartEntity",
                    "slot.GnsSlotEntity");
    private static final List<String> OBSERVED =
            List.of(
                    "observed.ObservedRowEntity",
                    "observed.OpenSnapshotEntity",
                    "observed.ConsumerOffsetEntity");

    /// Tables whose rows only SQL reads and writes, because they come and go in sets or are made
    /// from others. Their entities say which columns this version of MCM expects, for the
    /// comparison with the migrations and for `make migrate`; a running service leaves them out.
    private static final List<String> SCHEMA_ONLY =
            List.of(
                    "deployment.MilestoneEntity",
                    "deployment.SpecVersionEntity",
                    "scale.ScaleTargetEntity",
                    "placement.PlacementEntity",
                    "placement.PlacementSummaryEntity",
                    "placement.PlacementVerdictsEntity",
                    "plane.RefusedReportEntity",
                    "plane.LivenessSeenEntity",
                    "plane.ProbesSeenEntity",
                    "plane.PlaneOrderEntity",
                    "plane.PlaneQuotaEntity",
                    "push.PushEntity",
                    "push.PushStateEntity",
                    "push.HeldRemovalEntity",
                    "deployment.ReapedDeploymentEntity",
                    "observed.ObservedDeploymentEntity",
                    "observed.ObservedCellEntity",
                    "lease.LeaseEntity");

    private Mapping() {}

    /// Hibernate's services; to be closed by the caller, unless a session factory has been built on
    /// them, which closes them with itself.
    ///
    /// @param settings by the names in [AvailableSettings]; the dialect is set already
    public static StandardServiceRegistry services(Map<String, Object> settings) {
        return new StandardServiceRegistryBuilder()
                .addService(BytecodeProvider.class, new BytecodeProviderImpl())
                .applySetting(AvailableSettings.DIALECT, StateDialect.class.getName())
                .applySetting(AvailableSettings.XML_MAPPING_ENABLED, false)
                .applySetting(AvailableSettings.STATIC_METAMODEL_POPULATION, "disabled")
                .applySettings(settings)
                .build();
    }

    /// The tables and columns of all of a database's entities.
    ///
    /// @param services of [#services]
    public static Metadata metadata(DatabaseName name, StandardServiceRegistry services) {
        return metadata(
                switch (name) {
                    case CONTROL -> Stream.concat(CONTROL.stream(), SCHEMA_ONLY.stream()).toList();
                    case OBSERVED -> OBSERVED;
                },
                services);
    }

    private static Metadata metadata(List<String> entities, StandardServiceRegistry services) {
        MetadataSources sources = new MetadataSources(services);
        String rooms = Mapping.class.getPackageName() + ".";
        entities.forEach(entity -> sources.addAnnotatedClassName(rooms + entity));
        return sources.buildMetadata();
    }

    /// Over the entities that are read or written. Takes some hundred milliseconds; does not speak
    /// to the server, unless the settings ask for it.
    ///
    /// @param settings as of [#services]
    static SessionFactory sessionFactory(DatabaseName name, Map<String, Object> settings) {
        StandardServiceRegistry services = services(settings);
        try {
            List<String> entities =
                    switch (name) {
                        case CONTROL -> CONTROL;
                        case OBSERVED -> OBSERVED;
                    };
            return metadata(entities, services).buildSessionFactory();
        } catch (RuntimeException | Error e) {
            services.close();
            throw e;
        }
    }
}

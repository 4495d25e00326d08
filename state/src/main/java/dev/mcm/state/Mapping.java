package dev.mcm.state;

import java.util.List;
import java.util.Map;
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
                    "deployment.MilestoneEntity",
                    "request.ApiRequestEntity",
                    "scale.ScaleTargetEntity",
                    "scale.AutoscalerStateEntity",
                    "placement.PlacementEntity",
                    "placement.PlacementSummaryEntity",
                    "placement.PlacementVerdictsEntity",
                    "plane.PlaneEntity",
                    "plane.PlaneStateEntity",
                    "plane.PlaneProbeEntity",
                    "plane.RefusedReportEntity",
                    "plane.PlaneLivenessEntity",
                    "plane.CapacityPartEntity",
                    "push.PushEntity",
                    "observed.ObservedDeploymentEntity",
                    "slot.GnsSlotEntity",
                    "lease.LeaseEntity");
    private static final List<String> OBSERVED =
            List.of(
                    "observed.ObservedRowEntity",
                    "observed.OpenSnapshotEntity",
                    "observed.ConsumerOffsetEntity");

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
                .applySettings(settings)
                .build();
    }

    /// The tables and columns of a database's entities.
    ///
    /// @param services of [#services]
    public static Metadata metadata(DatabaseName name, StandardServiceRegistry services) {
        MetadataSources sources = new MetadataSources(services);
        String rooms = Mapping.class.getPackageName() + ".";
        for (String entity :
                switch (name) {
                    case CONTROL -> CONTROL;
                    case OBSERVED -> OBSERVED;
                }) {
            sources.addAnnotatedClassName(rooms + entity);
        }
        return sources.buildMetadata();
    }

    /// Takes some hundred milliseconds; does not speak to the server, unless the settings ask for
    /// it.
    ///
    /// @param settings as of [#services]
    public static SessionFactory sessionFactory(DatabaseName name, Map<String, Object> settings) {
        StandardServiceRegistry services = services(settings);
        try {
            return metadata(name, services).buildSessionFactory();
        } catch (RuntimeException | Error e) {
            services.close();
            throw e;
        }
    }
}

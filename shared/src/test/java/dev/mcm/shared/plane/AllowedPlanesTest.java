package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.AllowedPlanes.Refusal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedPlanesTest {
    private static final List<String> ANY = List.of();

    private static AllowedPlanes rules(
            List<String> regions,
            List<String> providers,
            List<String> planes,
            List<String> denied) {
        return new AllowedPlanes(regions, providers, planes, denied);
    }

    private static void assertRefused(Refusal expected, AllowedPlanes rules) {
        assertThat(rules.refusal("acme", ANY, site("eu-1"))).contains(expected);
    }

    private static void assertAllowed(AllowedPlanes rules) {
        assertThat(rules.refusal("acme", ANY, site("eu-1"))).isEmpty();
    }

    private static PlaneSite site(String region, String... organizations) {
        return new PlaneSite("p1", "aws", region, List.of(organizations));
    }

    @Test
    void aReservedPlaneTakesThoseItIsReservedForAndNobodyElse() {
        AllowedPlanes anywhere = rules(ANY, ANY, ANY, ANY);
        AllowedPlanes named = rules(ANY, ANY, List.of("p1"), ANY);

        assertThat(anywhere.refusal("acme", ANY, site("eu-1", "bolt", "acme"))).isEmpty();
        assertThat(anywhere.refusal("acme", ANY, site("eu-1", "bolt"))).contains(Refusal.RESERVED);
        assertThat(named.refusal("acme", ANY, site("eu-1", "bolt"))).contains(Refusal.RESERVED);
        assertThat(anywhere.refusal("acme", List.of("us-1"), site("eu-1", "acme")))
                .contains(Refusal.REGION);
    }

    @Test
    void withoutRulesItMayRunAnywhere() {
        assertAllowed(rules(ANY, ANY, ANY, ANY));
    }

    @Test
    void eachRuleThatNamesThePlaneAllowsIt() {
        assertAllowed(rules(List.of("us-1", "eu-1"), List.of("aws"), List.of("p1"), List.of("p2")));
    }

    @Test
    void eachRuleThatDoesNotKeepsItOff() {
        assertRefused(Refusal.REGION, rules(List.of("us-1"), ANY, ANY, ANY));
        assertRefused(Refusal.PROVIDER, rules(ANY, List.of("gcp"), ANY, ANY));
        assertRefused(Refusal.PLANE, rules(ANY, ANY, List.of("p2"), ANY));
        assertRefused(Refusal.PLANE, rules(ANY, ANY, List.of("p1"), List.of("p1")));
    }

    @Test
    void itsOrganizationsRegionsHoldBesideItsOwn() {
        AllowedPlanes own = rules(List.of("eu-1"), ANY, ANY, ANY);

        assertThat(own.refusal("acme", Set.of("us-1"), site("eu-1"))).contains(Refusal.REGION);
        assertThat(own.refusal("acme", Set.of("eu-1", "us-1"), site("us-1")))
                .contains(Refusal.REGION);
        assertThat(own.refusal("acme", Set.of("eu-1"), site("eu-1"))).isEmpty();
    }

    @Test
    void theRegionIsToldBeforeTheProviderAndBeforeThePlane() {
        assertRefused(Refusal.REGION, rules(List.of("us-1"), List.of("gcp"), ANY, List.of("p1")));
        assertRefused(Refusal.PROVIDER, rules(ANY, List.of("gcp"), ANY, List.of("p1")));
    }
}

package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaneAccessIT {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final String ROLES = RBAC + "/namespaces/default/roles";
    private static final String BINDINGS = RBAC + "/namespaces/default/rolebindings";
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of("aws-1")
                            .withToken("admin")
                            .withAccess(
                                    PlaneAccess.OPEN
                                            .withRbac()
                                            .withUser("alices", "alice", "devs")));
    private final PlaneHttp admin = PlaneHttp.to(plane);
    private final PlaneHttp alice = admin.as("alices");

    @AfterEach
    void close() {
        plane.close();
    }

    private void grant(String rules, String subject) {
        assertThat(admin.post(ROLES, "{'metadata':{'name':'r'},'rules':[" + rules + "]}").code())
                .isEqualTo(201);
        admin.post(
                BINDINGS,
                "{'metadata':{'name':'b'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io',"
                        + "'kind':'Role','name':'r'},'subjects':["
                        + subject
                        + "]}");
    }

    private PlaneHttp.Reply apply(String name) {
        return alice.apply(
                MAPS + "/" + name,
                "me",
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'%s'},'data':{'k':'v'}}"
                        .formatted(name));
    }

    @Test
    void whatNoRoleAllowsIsForbidden() {
        PlaneHttp.Reply refused = alice.get(DEPLOYMENTS);
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo(
                        "deployments.apps is forbidden: User \"alice\" cannot list resource"
                                + " \"deployments\" in API group \"apps\" in the namespace"
                                + " \"default\"");
        assertThat(alice.get("/api/v1/nodes/n1").message())
                .isEqualTo(
                        "nodes \"n1\" is forbidden: User \"alice\" cannot get resource \"nodes\" in"
                                + " API group \"\" at the cluster scope");
        assertThat(alice.get("/metrics").message())
                .isEqualTo("forbidden: User \"alice\" cannot get path \"/metrics\"");
        assertThat(alice.get("/apis").code()).isEqualTo(200);
        assertThat(admin.as("nobodys").get(MAPS).code()).isEqualTo(401);
        assertThat(admin.as("").get(MAPS).message()).contains("User \"system:anonymous\"");
        assertThat(admin.as("").get("/readyz").code()).isEqualTo(200);
    }

    @Test
    void aRoleAllowsItsVerbsOnItsNamesOnly() {
        grant(
                "{'apiGroups':[''],'resources':['configmaps'],'resourceNames':['a'],"
                        + "'verbs':['get','patch','watch','list']},"
                        + "{'apiGroups':['apps'],'resources':['deployments/scale'],'verbs':['*']}",
                "{'kind':'Group','name':'devs'}");
        admin.post(MAPS, "{'metadata':{'name':'a'}}");
        admin.post(MAPS, "{'metadata':{'name':'b'}}");
        assertThat(alice.get(MAPS + "/a").code()).isEqualTo(200);
        assertThat(alice.get(MAPS + "/b").code()).isEqualTo(403);
        assertThat(alice.get(MAPS).code()).isEqualTo(403);
        assertThat(alice.get(MAPS + "?fieldSelector=metadata.name%3Da").code()).isEqualTo(200);
        assertThat(apply("a").code()).isEqualTo(200);
        assertThat(alice.delete(MAPS + "/a", "").code()).isEqualTo(403);
        assertThat(alice.get("/api/v1/namespaces/kube-system/configmaps/a").code()).isEqualTo(403);
        assertThat(alice.get(DEPLOYMENTS + "/d").code()).isEqualTo(403);
        assertThat(alice.get(DEPLOYMENTS + "/d/scale").code()).isEqualTo(404);
    }

    @Test
    void applyingANewObjectAlsoTakesTheRightToCreate() {
        grant(
                "{'apiGroups':[''],'resources':['configmaps'],'verbs':['patch']}",
                "{'kind':'User','name':'alice'}");
        PlaneHttp.Reply refused = apply("new");
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("cannot create resource \"configmaps\"");
    }

    @Test
    void aServiceAccountsTokenIsGoodWhileTheAccountIs() {
        admin.post(ACCOUNTS, "{'metadata':{'name':'robot'}}");
        grant(
                "{'apiGroups':[''],'resources':['configmaps'],'verbs':['list']}",
                "{'kind':'ServiceAccount','name':'robot'}");
        PlaneHttp.Reply issued = admin.post(ACCOUNTS + "/robot/token", "{'spec':{}}");
        assertThat(issued.code()).isEqualTo(201);
        PlaneHttp robot = admin.as(Trees.text(issued.body(), "status", "token"));
        assertThat(robot.get(MAPS).code()).isEqualTo(200);
        assertThat(robot.get("/api/v1/namespaces/default/secrets").message())
                .contains("User \"system:serviceaccount:default:robot\"");
        assertThat(robot.as(robot.token() + "x").get(MAPS).code()).isEqualTo(401);
        admin.delete(ACCOUNTS + "/robot", "");
        assertThat(robot.get(MAPS).code()).isEqualTo(401);
    }

    @Test
    void aTokenSecretIsFilled() {
        admin.post(ACCOUNTS, "{'metadata':{'name':'robot'}}");
        admin.post(
                "/api/v1/namespaces/default/secrets",
                "{'metadata':{'name':'t','annotations':{'kubernetes.io/service-account.name':'robot'}},"
                    + "'type':'kubernetes.io/service-account-token'}");
        String encoded =
                Trees.text(
                        admin.get("/api/v1/namespaces/default/secrets/t").body(), "data", "token");
        String token = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        assertThat(admin.as(token).get(MAPS).code()).isEqualTo(403);
    }

    @Test
    void clientsCanAskWhatTheyMayDo() {
        String reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        String question =
                "{'spec':{'resourceAttributes':{'verb':'list','resource':'configmaps','namespace':'default'}}}";
        assertThat(alice.post(reviews, question).body().at("/status/allowed").asBoolean())
                .isFalse();
        grant(
                "{'apiGroups':[''],'resources':['configmaps'],'verbs':['list']}",
                "{'kind':'User','name':'alice'}");
        assertThat(alice.post(reviews, question).body().at("/status/allowed").asBoolean()).isTrue();
        assertThat(
                        alice.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")
                                .body()
                                .at("/status/userInfo/username")
                                .asText())
                .isEqualTo("alice");
    }

    @Test
    void overTlsAClientTrustsThePlanesOwnCertificate() {
        try (SimulatedPlane secure =
                        SimulatedPlane.start(
                                PlaneOptions.of("aws-2")
                                        .withToken("admin")
                                        .withAccess(PlaneAccess.OPEN.withTls()));
                KubernetesClient client =
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder()
                                                .withMasterUrl(secure.apiUrl())
                                                .withOauthToken("admin")
                                                .withCaCertData(secure.authority().orElseThrow())
                                                .build())
                                .build()) {
            assertThat(secure.apiUrl()).startsWith("https://");
            assertThat(client.namespaces().list().getItems()).isNotEmpty();
        }
    }
}

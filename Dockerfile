# One image per component; bin/images.sh builds them all.
#
#   docker build --build-arg COMPONENT=atc --tag mcm/atc .
#
# COMPONENT   atc autoscaler scheduler gns lsm gsm (services); migrations atctl (with --target program: no health command)
# BASE_IMAGE  what the programs run on: any Linux with glibc
# BUILD_IMAGE a JDK 25 on Linux
# DISTS       built: this build compiles; prebuilt: */target/dist of the build context is taken, for a machine whose builds reach no repository
# AOT         trained: with an AOT cache, by a training run of some minutes; untrained: without, for a quick look
#
# In an image: /opt/java (a runtime of the modules below only), /opt/mcm/lib (others' jars), /opt/mcm/app (ours), /opt/mcm/app.aot (what the
# start loads, from a training run of this build). Its user is 65532; only /tmp is written to. JVM flags to set from outside: JDK_JAVA_OPTIONS.
ARG BASE_IMAGE=debian:bookworm-20250929-slim
ARG BUILD_IMAGE=eclipse-temurin:25.0.3_9-jdk-noble
ARG DISTS=built
ARG AOT=trained

FROM ${BUILD_IMAGE} AS dists-built
WORKDIR /src
COPY . .
RUN rm -rf */target testkit/*/target
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -ntp -Dfast -DskipTests -pl local -am package

# Nothing but the distributions: other changes need no new training.
FROM ${BUILD_IMAGE} AS dists-prebuilt
WORKDIR /src
COPY bin bin
COPY atc/target/dist atc/target/dist
COPY autoscaler/target/dist autoscaler/target/dist
COPY scheduler/target/dist scheduler/target/dist
COPY gns/target/dist gns/target/dist
COPY lsm/target/dist lsm/target/dist
COPY gsm/target/dist gsm/target/dist
COPY migrations/target/dist migrations/target/dist
COPY atctl/target/dist atctl/target/dist
COPY local/target/dist local/target/dist

# The runtime. The list is that of bin/java-modules.sh, and jdk.jcmd for a look into a running service.
FROM ${BUILD_IMAGE} AS runtime
ARG JAVA_MODULES=java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.rmi,java.security.jgss,java.security.sasl,java.sql,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.unsupported
RUN "${JAVA_HOME}/bin/jlink" --add-modules "${JAVA_MODULES}" --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    --generate-cds-archive --output /opt/java

FROM dists-${DISTS} AS programs
RUN bin/layout-programs.sh /opt/programs

# The training run: every program for real, against an embedded Postgres and Kafka and a simulated plane.
FROM programs AS trained
COPY --from=runtime /opt/java /opt/java
RUN bin/aot-caches.sh /opt/programs /opt/java

FROM programs AS untrained

FROM ${AOT} AS caches

FROM ${BASE_IMAGE} AS program
ARG COMPONENT
ARG VERSION=dev
ARG REVISION=unknown
COPY --from=runtime /opt/java /opt/java
COPY --from=programs /opt/programs/${COMPONENT}/lib /opt/mcm/lib
COPY --from=programs /opt/programs/${COMPONENT}/app /opt/mcm/app
# The pattern matches a cache where there is one.
COPY --from=caches /opt/programs/${COMPONENT}/java.args /opt/programs/${COMPONENT}/aot.args /opt/programs/${COMPONENT}/app.ao[t] /opt/mcm/
LABEL org.opencontainers.image.title="mcm-${COMPONENT}" \
      org.opencontainers.image.description="MCM: ${COMPONENT}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.vendor="MCM"
# The heap: a share of the container's memory limit.
ENV MCM_COMPONENT=${COMPONENT} PATH=/opt/java/bin:${PATH} LANG=C.UTF-8 JDK_JAVA_OPTIONS=-XX:MaxRAMPercentage=60
WORKDIR /opt/mcm
USER 65532:65532
ENTRYPOINT ["/opt/java/bin/java", "@aot.args", "@java.args"]

FROM program AS service
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/opt/java/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "app/shared.jar", "dev.mcm.shared.http.HealthMain"]

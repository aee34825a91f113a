package io.hotswap.runtime.agent;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.SocketMessage.Absent;
import io.hotswap.agent.socket.SocketMessage.Answered;
import io.hotswap.agent.socket.SocketMessage.NotAnswered;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import io.hotswap.persistence.stored.report.StoredHealthReport;
import io.hotswap.persistence.stored.report.StoredLease;
import io.hotswap.runtime.testing.AgentUnderTest;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host that was taken over gets out of its agent, by the environment and node `node-1`. */
class HostileHostTest {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private AgentUnderTest agent;
  private RawHost host;
  private Digest routed;

  @BeforeEach
  void connect() throws Exception {
    var served = controlPlane.register("1.0.0", PluginSource.echo("served", "1.0.0").jar());
    routed = served.digest();
    controlPlane.publish(Documents.serving("served", 1, served));
    agent = new AgentUnderTest("node-1", controlPlane);
    host = new RawHost(agent.socket());
  }

  @AfterEach
  void disconnect() throws Exception {
    host.close();
    agent.close();
  }

  @Test
  void it_reports_of_plugins_that_are_routed_here() throws Exception {
    assertInstanceOf(Answered.class, report(Environment.Development, "served", "node-1"));
    assertEquals(1, controlPlane.reports.health.size());
  }

  @Test
  void it_reports_for_no_other_plugin_node_or_environment() throws Exception {
    assertRefused("routes", report(Environment.Development, "elsewhere", "node-1"));
    assertRefused("alone", report(Environment.Development, "served", "node-2"));
    assertRefused("alone", report(Environment.Production, "served", "node-1"));
    assertTrue(controlPlane.reports.health.isEmpty());
  }

  @Test
  void it_keeps_the_lease_of_its_own_node_alone() throws Exception {
    assertInstanceOf(Answered.class, heartbeat(Environment.Development, "node-1"));
    assertRefused("alone", heartbeat(Environment.Development, "node-2"));
    assertRefused("alone", heartbeat(Environment.Production, "node-1"));
    assertEquals(1, controlPlane.leases.size());
  }

  @Test
  void it_gets_the_files_that_documents_name_and_no_others() throws Exception {
    var answer = assertInstanceOf(Answered.class, binary(routed));
    var file = Path.of(Questions.BINARY.answered(answer.json()).text().orElseThrow());
    try (var in = Files.newInputStream(file)) {
      assertEquals(routed, Digest.over(in));
    }
    assertEquals("r--r-----", permissions(file));
    var unrouted = controlPlane.register("1.0.0", PluginSource.echo("other", "1.0.0").jar());
    assertRefused("routes", binary(unrouted.digest()));
  }

  @Test
  void it_gets_no_archive_by_asking_for_a_library() throws Exception {
    var library = PluginSource.of("p", "1.0.0", "").withLibrary("a").libraryJar();
    var digest = PluginSource.digest(library);
    controlPlane.libraries.put(digest, library);
    var answer = assertInstanceOf(Answered.class, library(digest));
    var file = Path.of(Questions.LIBRARY.answered(answer.json()).text().orElseThrow());
    try (var in = Files.newInputStream(file)) {
      assertEquals(digest, Digest.over(in));
    }
    assertEquals("r--r-----", permissions(file));
    assertRefused("routes", binary(digest));
    assertInstanceOf(Absent.class, library(routed));
  }

  @Test
  void a_file_that_was_changed_is_downloaded_again() throws Exception {
    var answer = assertInstanceOf(Answered.class, binary(routed));
    var file = Path.of(Questions.BINARY.answered(answer.json()).text().orElseThrow());
    Files.delete(file);
    Files.writeString(file, "something else");
    assertInstanceOf(Answered.class, binary(routed));
    try (var in = Files.newInputStream(file)) {
      assertEquals(routed, Digest.over(in));
    }
  }

  @Test
  void it_reads_no_document_by_a_pointer_of_its_own_making() throws Exception {
    var answer = assertInstanceOf(Answered.class, host.ask(Questions.POINTERS, NOTHING));
    var pointer = Questions.POINTERS.answered(answer.json()).pointers().getFirst();
    assertInstanceOf(Answered.class, host.ask(Questions.ROUTING_DOCUMENT, pointer));
    var made =
        new Wire.Pointer(
            pointer.plugin(), pointer.name(), pointer.generation(), "secrets/../anything.json");
    assertRefused("names", host.ask(Questions.ROUTING_DOCUMENT, made));
  }

  @Test
  void it_gets_no_secret_of_a_plugin_that_is_not_routed_here() throws Exception {
    controlPlane.settings.secrets.put(1L, "hush");
    var served = new Wire.SecretName(PluginId.of("served"), "acme", "key", 1);
    var answer = assertInstanceOf(Answered.class, host.ask(Questions.STORED_SECRET, served));
    assertEquals("hush", Questions.STORED_SECRET.answered(answer.json()).text().orElseThrow());
    var elsewhere = new Wire.SecretName(PluginId.of("elsewhere"), "acme", "key", 1);
    assertRefused("routes", host.ask(Questions.STORED_SECRET, elsewhere));
  }

  @Test
  void it_gets_no_secret_that_no_configuration_names() throws Exception {
    var arn = "arn:aws:secretsmanager:eu-central-1:1:secret:other";
    controlPlane.settings.managed.put(arn, new Managed("hush", Optional.empty()));
    assertRefused("names", host.ask(Questions.MANAGED_SECRET, new Wire.ManagedSecret(arn, "acme")));
  }

  @Test
  void what_is_routed_no_more_is_neither_reported_nor_fetched() throws Exception {
    assertInstanceOf(Answered.class, host.ask(Questions.POINTERS, NOTHING));
    assertInstanceOf(Answered.class, binary(routed));
    controlPlane.documents.clear();
    assertInstanceOf(Answered.class, host.ask(Questions.POINTERS, NOTHING));
    assertRefused("routes", binary(routed));
    assertRefused("routes", report(Environment.Development, "served", "node-1"));
  }

  @Test
  void it_asks_no_more_often_than_a_healthy_node() throws Exception {
    long refused = 0;
    for (int i = 0; i < 15_000; i++) {
      refused += host.ask(Questions.CHANGE_COUNT, NOTHING) instanceof NotAnswered ? 1 : 0;
    }
    assertTrue(refused > 0, "all were answered");
    assertInstanceOf(Answered.class, host.ask(Questions.LEASES, NOTHING), "others are not held up");
  }

  @Test
  void what_is_no_question_ends_the_connection() throws Exception {
    assertEnds(ask("noSuchQuestion", "{}"));
    assertEnds(ask("binary", "{}"));
    assertEnds(ask("binary", "{\"digest\":\"no digest\"}"));
    assertEnds(ask("health", "null"));
    assertEnds(ask("health", "{"));
    assertEnds(ask("pointers", "[".repeat(100_000)));
    assertEnds(it -> it.send(new Absent(1, "an answer")));
    assertEnds(it -> it.send(head(Integer.MAX_VALUE)));
    assertEnds(it -> it.send(head(-1)));
    assertEnds(it -> it.send(head(0)));
    assertInstanceOf(Answered.class, host.ask(Questions.CHANGE_COUNT, NOTHING));
  }

  @Test
  void a_host_that_ends_in_the_middle_of_a_message_leaves_nothing_behind() throws Exception {
    try (var half = new RawHost(agent.socket())) {
      half.send(head(1_000));
      half.finish();
      assertThrows(EOFException.class, half::read);
    }
    assertInstanceOf(Answered.class, host.ask(Questions.CHANGE_COUNT, NOTHING));
  }

  private interface Sending {
    void to(RawHost host) throws IOException;
  }

  private static Sending ask(String question, String json) {
    return it -> it.ask(question, json.getBytes(UTF_8));
  }

  private void assertEnds(Sending sending) throws Exception {
    try (var other = new RawHost(agent.socket())) {
      assertInstanceOf(Answered.class, other.ask(Questions.CHANGE_COUNT, NOTHING));
      assertThrows(
          IOException.class,
          () -> {
            sending.to(other);
            other.read();
          });
    }
  }

  private static byte[] head(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  private Object report(Environment environment, String plugin, String node) throws IOException {
    var report =
        new HealthReport(
            environment, PluginId.of(plugin), "1.0.0", node, "i", 1, "sick", Instant.EPOCH);
    return host.ask(Questions.HEALTH, StoredHealthReport.of(report));
  }

  private Object heartbeat(Environment environment, String node) throws IOException {
    var lease = new Lease(environment, node, "i", "127.0.0.1:1", Instant.EPOCH, Instant.EPOCH);
    return host.ask(Questions.HEARTBEAT, StoredLease.of(lease));
  }

  private Object binary(Digest digest) throws IOException {
    return host.ask(Questions.BINARY, new Wire.Digested(digest));
  }

  private Object library(Digest digest) throws IOException {
    return host.ask(Questions.LIBRARY, new Wire.Digested(digest));
  }

  private static void assertRefused(String because, Object answer) {
    var refusal = assertInstanceOf(NotAnswered.class, answer);
    assertTrue(refusal.why().contains(because), refusal::why);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.calling.NotBegunCause;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantProcessesTest {
  @TempDir Path root;
  private Ground ground;
  private LoadedVersion version;

  @BeforeEach
  void load() throws Exception {
    ground =
        new Ground(
            root,
            Map.of(
                "HOTSWAP_ISOLATION", "process",
                "HOTSWAP_ISOLATION_PER", "tenant",
                "HOTSWAP_PROCESS_MOST", "2",
                "HOTSWAP_PROCESS_IDLE", "PT1S"));
    version = ground.load(Fixtures.many().zip());
  }

  @AfterEach
  void end() throws Exception {
    ground.close();
  }

  @Test
  void each_tenant_has_a_process_and_what_one_does_to_it_is_its_own_affair() throws Exception {
    var acme = pid("acme");
    var globex = pid("globex");
    assertNotEquals(acme, globex);
    assertEquals(acme, pid("acme"));
    ground.call(version, "acme", "exit", new byte[0]);
    assertEquals(globex, pid("globex"));
    Eventually.so("acme is served again", () -> pid("acme").matches("\\d+"));
    assertEquals("", ground.health(version));
    ground.retire(version);
    Eventually.so(
        "no process is left", () -> ground.scraped().contains("plugin_processes_running 0.0"));
    Eventually.so("the version is proved gone", () -> !ground.certificates.isEmpty());
  }

  @Test
  void a_tenant_makes_room_for_another_unless_calls_are_in_its_process() throws Exception {
    var acme = pid("acme");
    var invocationRequest = new InvocationRequest("sleep", "globex", "text/plain", new byte[0], "");
    var sleeping = ground.begin(version, invocationRequest, Duration.ofSeconds(20));
    assertNotEquals(acme, pid("initech"));
    assertTrue(pid("acme").matches("\\d+"), "initech has left and makes room");
    var also =
        ground.begin(
            version,
            new InvocationRequest("sleep", "acme", "", new byte[0], ""),
            Duration.ofSeconds(20));
    Eventually.so("two calls are inside", () -> version.inFlight() == 2);
    Eventually.so("all processes are taken", () -> pid("initech").contains("other tenants'"));
    assertTrue(!sleeping.isDone() && !also.isDone());
    assertTrue(ground.scraped().contains("reason=\"no_process\""), ground.scraped());
    assertFalse(ground.scraped().contains("outcome=\"failed\""), ground.scraped());
    assertEquals(0, ground.failuresTold(version));
    ground.retire(version);
  }

  @Test
  void an_idle_process_is_ended_until_its_tenant_calls_again() throws Exception {
    var acme = pid("acme");
    Eventually.so(
        "its process is ended", () -> ground.scraped().contains("plugin_processes_running 0.0"));
    assertNotEquals(acme, pid("acme"));
    ground.retire(version);
  }

  @Test
  void that_it_does_not_start_for_a_tenant_is_the_versions_failure() throws Exception {
    var once = root.resolve("once");
    var source =
        """
        public void start(io.hotswap.spi.PluginContext given) throws Exception {
          if (!new java.io.File("%s").createNewFile()) { throw new Exception("not again"); }
        }
        public Reply handle(Call call) { return Reply.text("here"); }
        """
            .formatted(once);
    var picky = ground.load("1.0.1", PluginSource.of("p", "1.0.1", source).jar());
    assertEquals("here", Ground.textOf(ground.call(picky, "acme", "run", new byte[0])));
    var result = ground.call(picky, "globex", "run", new byte[0]);
    var notBegun = assertInstanceOf(InvocationResult.NotBegun.class, result);
    assertEquals(NotBegunCause.START_FAILED, notBegun.cause());
    assertEquals(1, ground.failuresTold(picky));
    assertTrue(ground.scraped().contains("outcome=\"failed\""), ground.scraped());
    assertFalse(ground.scraped().contains("plugin_calls_excluded_total{"), ground.scraped());
    ground.retire(picky);
  }

  private String pid(String tenant) throws Exception {
    return Ground.textOf(ground.call(version, tenant, "pid", new byte[0]));
  }
}

package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConfigurationNoticesTest {
  private static final RoutedVersion VERSION =
      new RoutedVersion("1.0.0", Digest.over("noticed"), 1, "d", "");
  private static final PluginRef REF =
      PluginRef.of(Documents.serving("noticed", 1, VERSION), VERSION);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  private interface Hook {
    void configured(String tenant) throws Exception;
  }

  private ConfigurationNotices notices(Duration limit, Hook hook) {
    var plugin =
        new Plugin() {
          @Override
          public Reply handle(Call call) {
            return Reply.text("");
          }

          @Override
          public void configured(String tenant, Configuration configuration) throws Exception {
            told.add(tenant + configuration.json());
            hook.configured(tenant);
          }
        };
    return new ConfigurationNotices(REF, plugin, getClass().getClassLoader(), limit);
  }

  @Test
  void of_changes_that_come_together_the_newest_of_each_tenant_is_told() throws Exception {
    var notices = notices(Duration.ofMinutes(1), tenant -> first.await());
    notices.add("acme", new Named("1"));
    Eventually.so("it is told", () -> told.size() == 1);
    notices.add("acme", new Named("2"));
    notices.add("umbrella", new Named("3"));
    notices.add("acme", new Named("4"));
    first.countDown();
    Eventually.so("all are told", () -> told.size() == 3);
    assertEquals(List.of("acme1", "acme4", "umbrella3"), told);
  }

  @Test
  void what_a_plugin_throws_keeps_nothing_from_being_told() throws Exception {
    var notices =
        notices(
            Duration.ofMinutes(1),
            tenant -> {
              throw new AssertionError(tenant);
            });
    for (int i = 0; i < 5; i++) {
      notices.add("t" + i, new Named(""));
    }
    Eventually.so("all are told", () -> told.size() == 5);
  }

  @Test
  void a_version_that_was_late_three_times_is_told_no_more() throws Exception {
    var notices = notices(Duration.ofMillis(20), tenant -> new CountDownLatch(1).await());
    for (int i = 0; i < 5; i++) {
      notices.add("t" + i, new Named(""));
    }
    Eventually.so("it is told thrice", () -> told.size() == 3);
    Eventually.so("nobody tells", () -> !isTelling());
    notices.add("t9", new Named(""));
    assertEquals(false, isTelling());
    assertEquals(3, told.size());
  }

  @Test
  void a_version_that_is_retired_is_told_nothing() {
    var notices = notices(Duration.ofMinutes(1), tenant -> {});
    notices.close();
    notices.add("acme", new Named("1"));
    assertEquals(false, isTelling());
    assertEquals(List.of(), told);
  }

  private static boolean isTelling() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(it -> it.getName().equals("configured-" + REF.label()) && it.isAlive());
  }

  private record Named(String json) implements Configuration {
    @Override
    public Optional<String> text(String property) {
      return Optional.empty();
    }
  }
}

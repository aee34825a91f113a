package io.hotswap.domain.tenant.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the port promises, wherever default configurations are stored.
public abstract class DefaultConfigurationsContract {
  private static final String DARK = "{\"theme\":\"dark\"}";

  private final PluginId plugin = PluginId.of("p-" + UUID.randomUUID());

  protected abstract DefaultConfigurations defaults();

  @Test
  void one_is_found_by_the_key_of_each_release_that_has_it() {
    defaults().store(Environment.QA, plugin, DARK);
    defaults().store(Environment.QA, plugin, "{}");
    assertEquals(Optional.of(DARK), find(Environment.QA, "1.0.0", DARK));
    assertEquals(Optional.of(DARK), find(Environment.QA, "2.0.0", DARK));
  }

  @Test
  void another_environment_does_not_have_it() {
    defaults().store(Environment.QA, plugin, DARK);
    assertEquals(Optional.empty(), find(Environment.Production, "1.0.0", DARK));
  }

  @Test
  void stored_again_it_stays_and_a_release_without_one_finds_none() {
    defaults().store(Environment.QA, plugin, DARK);
    defaults().store(Environment.QA, plugin, DARK);
    assertEquals(Optional.of(DARK), find(Environment.QA, "1.0.0", DARK));
    assertEquals(
        Optional.empty(), defaults().find(Environment.QA, plugin, ReleaseKey.parse("1.0.0")));
  }

  private Optional<String> find(Environment environment, String version, String configuration) {
    var release = ReleaseKey.of(version, Optional.of(Digest.over(configuration)));
    return defaults().find(environment, plugin, release);
  }
}

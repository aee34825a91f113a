package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.Plugins.Added;
import io.hotswap.domain.plugin.Plugins.Removed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of [Plugins] does. */
public abstract class PluginsContract {
  private static final Origin ORIGIN = Origin.system("test", "r1", "");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Without any plugin; the same one during a test. */
  protected abstract Plugins plugins();

  /** That its additions begin. */
  protected abstract CheckedVersions checked();

  /** That its additions complete. */
  protected abstract Uploads uploads();

  @Test
  void nothing_is_there_at_first() {
    var shop = PluginId.of("shop");
    assertEquals(Optional.empty(), plugins().find(shop));
    assertEquals(Optional.empty(), plugins().find(shop, new SemanticVersion("1.0.0")));
    assertEquals(List.of(), plugins().versions(shop));
    assertEquals(0, plugins().removals(digest("shop", "1.0.0")).count());
  }

  @Test
  void an_added_version_is_found_and_its_plugin_counts_it() {
    assertEquals(Added.Written, add("shop", "1.0.0"));
    assertEquals(Added.Written, add("shop", "1.1.0"));
    var plugin = plugins().find(PluginId.of("shop")).orElseThrow();
    assertEquals(2, plugin.versions());
    assertEquals("1.1.0", plugin.latestVersion().text());
    assertEquals(
        Optional.of(version("shop", "1.0.0")),
        plugins().find(plugin.pluginId(), new SemanticVersion("1.0.0")));
    assertEquals(Set.of("1.0.0", "1.1.0"), versions("shop"));
  }

  @Test
  void a_version_is_added_once() {
    add("shop", "1.0.0");
    assertEquals(Added.VersionExists, add("shop", "1.0.0"));
    assertEquals(1, plugins().find(PluginId.of("shop")).orElseThrow().versions());
  }

  @Test
  void of_two_additions_to_the_same_state_the_second_is_refused() {
    var second = addition("shop", "1.0.0");
    add("shop", "1.1.0");
    assertEquals(Added.PluginChanged, plugins().add(second));
    assertEquals(Set.of("1.1.0"), versions("shop"));
  }

  @Test
  void versions_that_differ_in_build_metadata_only_are_found_together() {
    Stream.of("1.0.0", "1.0.0+a", "1.0.0+b.2", "1.0.0-rc.1", "1.0.1")
        .forEach(it -> add("shop", it));
    var same = plugins().samePrecedence(PluginId.of("shop"), new SemanticVersion("1.0.0+c"));
    assertEquals(
        Set.of("1.0.0", "1.0.0+a", "1.0.0+b.2"),
        same.stream().map(it -> it.version().text()).collect(Collectors.toSet()));
  }

  @Test
  void of_the_versions_asked_for_those_that_exist_are_found() {
    add("shop", "1.0.0");
    add("shop", "1.1.0");
    add("other", "1.2.0");
    var wanted = Stream.of("1.1.0", "1.2.0").map(SemanticVersion::new).toList();
    assertEquals(List.of(version("shop", "1.1.0")), plugins().find(PluginId.of("shop"), wanted));
  }

  @Test
  void plugins_are_listed_by_name_page_by_page() {
    Stream.of("shop", "bank", "mail", "atlas").forEach(it -> add(it, "1.0.0"));
    var first = plugins().list(new PageRequest(3, Optional.empty()));
    assertEquals(List.of("atlas", "bank", "mail"), names(first.items()));
    var second = plugins().list(new PageRequest(3, first.next()));
    assertEquals(List.of("shop"), names(second.items()));
    assertEquals(Optional.empty(), second.next());
  }

  @Test
  void removed_versions_are_gone_and_the_rest_stays() {
    add("shop", "1.0.0");
    add("shop", "1.1.0");
    var plugin = plugins().find(PluginId.of("shop")).orElseThrow();
    var remaining = Optional.of(plugin.without(1, Instant.EPOCH));
    assertEquals(Removed.Written, remove(plugin, remaining, "1.0.0"));
    assertEquals(Set.of("1.1.0"), versions("shop"));
    assertEquals(remaining, plugins().find(plugin.pluginId()));
  }

  @Test
  void with_its_last_version_a_plugin_is_gone() {
    add("shop", "1.0.0");
    var plugin = plugins().find(PluginId.of("shop")).orElseThrow();
    assertEquals(Removed.Written, remove(plugin, Optional.empty(), "1.0.0"));
    assertEquals(Optional.empty(), plugins().find(plugin.pluginId()));
    assertEquals(Set.of(), versions("shop"));
  }

  @Test
  void a_plugin_that_was_changed_meanwhile_is_not_removed() {
    add("shop", "1.0.0");
    var before = plugins().find(PluginId.of("shop")).orElseThrow();
    add("shop", "1.1.0");
    assertEquals(Removed.PluginChanged, remove(before, Optional.empty(), "1.0.0"));
    assertEquals(Set.of("1.0.0", "1.1.0"), versions("shop"));
  }

  @Test
  void bytes_of_a_registered_version_are_not_removed() {
    add("shop", "1.0.0");
    assertFalse(plugins().beginRemoval(version("shop", "1.0.0"), Instant.now().plus(HOUR)));
    assertEquals(0, plugins().removals(digest("shop", "1.0.0")).count());
  }

  @Test
  void a_version_whose_bytes_are_removed_or_were_since_they_were_stored_is_not_added() {
    var stored = addition("shop", "1.0.0");
    var until = Instant.now().plus(HOUR);
    assertTrue(plugins().beginRemoval(stored.version(), until));
    assertEquals(Added.BinaryRemoved, plugins().add(stored));
    assertEquals(Added.BinaryRemoved, add("shop", "1.0.0"));
    plugins().endRemoval(stored.version().digest(), until);
    assertEquals(Added.BinaryRemoved, plugins().add(stored));
    assertEquals(Added.Written, add("shop", "1.0.0"));
  }

  @Test
  void bytes_are_removed_by_one_at_a_time() {
    var version = version("shop", "1.0.0");
    var until = Instant.now().plus(HOUR);
    assertTrue(plugins().beginRemoval(version, until));
    assertFalse(plugins().beginRemoval(version, until.plusSeconds(1)));
    plugins().endRemoval(version.digest(), until.minusSeconds(1));
    assertTrue(plugins().removals(version.digest()).inProgressUntil().isAfter(Instant.now()));
    plugins().endRemoval(version.digest(), until);
    assertTrue(plugins().beginRemoval(version, until));
    assertEquals(2, plugins().removals(version.digest()).count());
  }

  @Test
  void an_addition_completes_its_upload_which_has_to_be_open() {
    var upload = UploadsContract.upload();
    var completed = upload.completedAs(new SemanticVersion("1.0.0"));
    assertEquals(Added.UploadClosed, plugins().add(addition("shop", "1.0.0", completed)));
    uploads().add(upload);
    assertEquals(Added.Written, plugins().add(addition("shop", "1.0.0", completed)));
    assertEquals(Optional.of(completed), uploads().find(upload.id()));
    assertEquals(Added.UploadClosed, plugins().add(addition("shop", "1.1.0", completed)));
    assertEquals(Set.of("1.0.0"), versions("shop"));
  }

  @Test
  void a_version_that_is_registered_already_leaves_the_upload_open() {
    add("shop", "1.0.0");
    var upload = uploads().add(UploadsContract.upload());
    var completed = upload.completedAs(new SemanticVersion("1.0.0"));
    assertEquals(Added.VersionExists, plugins().add(addition("shop", "1.0.0", completed)));
    assertEquals(Optional.of(upload), uploads().find(upload.id()));
  }

  @Test
  void the_checks_of_a_version_begin_with_it_and_go_with_it() {
    add("shop", "1.0.0");
    add("shop", "1.1.0");
    var begun = checks("shop", "1.0.0").orElseThrow();
    assertEquals(CheckState.Pending, begun.state());
    assertEquals(List.of(CheckName.values()), begun.pending());
    var plugin = plugins().find(PluginId.of("shop")).orElseThrow();
    remove(plugin, Optional.of(plugin.without(1, Instant.EPOCH)), "1.0.0");
    assertEquals(Optional.empty(), checks("shop", "1.0.0"));
    assertEquals(
        List.of(checks("shop", "1.1.0").orElseThrow()),
        checked().find(plugin.pluginId(), versionNumbers("1.0.0", "1.1.0")));
  }

  @Test
  void of_two_results_of_the_same_checks_the_second_is_refused() {
    add("shop", "1.0.0");
    var begun = checks("shop", "1.0.0").orElseThrow();
    var passed = passed(begun);
    assertTrue(checked().write(passed, Optional.of(audit(passed))));
    var late = begun.with(CheckName.Malware, new CheckResult.Delayed("Late."), Instant.EPOCH);
    assertFalse(checked().write(late, Optional.empty()));
    assertEquals(Optional.of(passed), checks("shop", "1.0.0"));
  }

  @Test
  void versions_with_pending_checks_are_listed_until_the_last_one_ends() {
    add("shop", "1.0.0");
    add("shop", "1.1.0");
    add("bank", "1.0.0");
    var first = checked().pending(new PageRequest(2, Optional.empty()));
    var second = checked().pending(new PageRequest(2, first.next()));
    assertEquals(2, first.items().size());
    assertEquals(
        Set.of("shop 1.0.0", "shop 1.1.0", "bank 1.0.0"),
        Stream.of(first, second)
            .flatMap(it -> it.items().stream())
            .map(
                it ->
                    (it.pluginId().equals(PluginId.of("bank")) ? "bank " : "shop ") + it.version())
            .collect(Collectors.toSet()));
    var passed = passed(checks("bank", "1.0.0").orElseThrow());
    assertTrue(checked().write(passed, Optional.of(audit(passed))));
    assertFalse(
        checked().pending(PageRequest.first(10)).items().stream()
            .anyMatch(it -> it.pluginId().equals(PluginId.of("bank"))));
  }

  private Optional<VersionChecks> checks(String name, String version) {
    return checked().find(PluginId.of(name), new SemanticVersion(version));
  }

  private static VersionChecks passed(VersionChecks begun) {
    var after = begun;
    for (var name : CheckName.values()) {
      after = after.with(name, CheckResult.passed(CheckEngine.of("test")), Instant.EPOCH);
    }
    return new VersionChecks(
        begun.pluginId(),
        begun.version(),
        begun.digest(),
        after.checks(),
        1,
        begun.beganAt(),
        begun.revision() + 1);
  }

  private static AuditRecord audit(VersionChecks of) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.checks(of.pluginId(), of.version()),
        Instant.EPOCH,
        "completeChecks",
        ORIGIN,
        Map.of(),
        Map.of());
  }

  private static List<SemanticVersion> versionNumbers(String... numbers) {
    return Stream.of(numbers).map(SemanticVersion::new).toList();
  }

  private Added add(String name, String version) {
    return plugins().add(addition(name, version));
  }

  private Plugins.Addition addition(String name, String number) {
    return addition(name, number, Optional.empty());
  }

  private Plugins.Addition addition(String name, String number, Upload completed) {
    return addition(name, number, Optional.of(completed));
  }

  private Plugins.Addition addition(String name, String number, Optional<Upload> completed) {
    var version = version(name, number);
    var before = plugins().find(version.pluginId());
    var after = before.map(it -> it.with(version)).orElseGet(() -> RegisteredPlugin.first(version));
    return new Plugins.Addition(
        after,
        version,
        VersionChecks.begun(
            version.pluginId(), version.version(), version.digest(), version.registeredAt()),
        completed,
        plugins().removals(version.digest()),
        PluginAudits.added(before, after, version, ORIGIN));
  }

  private Removed remove(
      RegisteredPlugin plugin, Optional<RegisteredPlugin> remaining, String version) {
    var going = List.of(version(plugin.name(), version));
    var audit =
        PluginAudits.removed("deletePlugin", plugin, remaining, going, ORIGIN, Instant.now());
    return plugins().remove(new Plugins.Removal(plugin, remaining, going, Optional.empty(), audit));
  }

  private Set<String> versions(String name) {
    return plugins().versions(PluginId.of(name)).stream()
        .map(SemanticVersion::text)
        .collect(Collectors.toSet());
  }

  private static List<String> names(List<RegisteredPlugin> plugins) {
    return plugins.stream().map(RegisteredPlugin::name).toList();
  }

  private static Digest digest(String name, String version) {
    return Digest.over(name + version);
  }

  private static PluginVersion version(String name, String version) {
    return new PluginVersion(
        PluginId.of(name),
        name,
        new SemanticVersion(version),
        "FUNCTION",
        "text",
        digest(name, version),
        1,
        PackageFormat.Jar,
        "{}",
        Instant.parse("2026-11-01T12:00:00Z"),
        "ada",
        "");
  }
}

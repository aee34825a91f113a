package io.hotswap.domain.dependency;

import static java.util.stream.Collectors.groupingBy;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The versions that the solver chooses from, by plugin, the preferred ones first.
final class Candidates {
  private final Map<String, List<KnownVersion>> byPlugin;
  private final Map<PluginNeed, ChoiceSet> ranges = new HashMap<>();

  Candidates(ResolutionRequest request) {
    this.byPlugin = request.known().stream().collect(groupingBy(KnownVersion::plugin));
    byPlugin.replaceAll((plugin, versions) -> ordered(versions, request));
  }

  private static List<KnownVersion> ordered(
      List<KnownVersion> versions, ResolutionRequest request) {
    Comparator<KnownVersion> preferred =
        Comparator.comparing(it -> !it.version().equals(request.preferred().get(it.plugin())));
    return versions.stream().sorted(preferred.thenComparing(KnownVersion.BEST_FIRST)).toList();
  }

  Set<String> plugins() {
    return byPlugin.keySet();
  }

  List<KnownVersion> of(String plugin) {
    return byPlugin.getOrDefault(plugin, List.of());
  }

  ChoiceSet all(String plugin) {
    return ChoiceSet.where(choices(plugin), it -> true);
  }

  ChoiceSet leftOut(String plugin) {
    return ChoiceSet.where(choices(plugin), it -> it == ChoiceSet.LEFT_OUT);
  }

  ChoiceSet exactly(String plugin, SemanticVersion version) {
    return ChoiceSet.where(
        choices(plugin), it -> it != ChoiceSet.LEFT_OUT && version(plugin, it).equals(version));
  }

  /// The choices that satisfy a need.
  ChoiceSet satisfying(PluginNeed need) {
    return ranges.computeIfAbsent(need, this::matching);
  }

  private ChoiceSet matching(PluginNeed need) {
    var matcher = need.range().matcher();
    return ChoiceSet.where(
        choices(need.plugin()),
        it -> it != ChoiceSet.LEFT_OUT && matcher.test(version(need.plugin(), it)));
  }

  /// The versions of a plugin that have a need.
  ChoiceSet having(String plugin, PluginNeed need) {
    return ChoiceSet.where(
        choices(plugin),
        it -> it != ChoiceSet.LEFT_OUT && of(plugin).get(it - 1).needs().contains(need));
  }

  SemanticVersion version(String plugin, int choice) {
    return of(plugin).get(choice - 1).version();
  }

  private int choices(String plugin) {
    return of(plugin).size() + 1;
  }
}

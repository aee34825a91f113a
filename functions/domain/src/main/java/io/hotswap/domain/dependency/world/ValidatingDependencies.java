package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.Premise;
import io.hotswap.domain.dependency.Resolution;
import io.hotswap.domain.dependency.ResolutionRequest;
import io.hotswap.domain.dependency.VersionSolver;
import io.hotswap.domain.dependency.world.DependencyReport.Need;
import io.hotswap.domain.dependency.world.DependencyReport.Outcome;
import io.hotswap.domain.dependency.world.EnvironmentWorld.Unmet;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Finds out whether a version could serve in an environment, why not, and what would help.
public final class ValidatingDependencies {
  private final WorldReader worlds;

  public ValidatingDependencies(WorldReader worlds) {
    this.worlds = worlds;
  }

  /// @return empty when there is no such version
  public Optional<DependencyReport> validate(
      String plugin, SemanticVersion version, Environment environment) {
    var world = worlds.read(environment, List.of(plugin));
    return world.find(plugin, version).map(it -> report(world, it));
  }

  private DependencyReport report(EnvironmentWorld world, KnownVersion version) {
    var needs =
        version.needs().stream()
            .map(it -> new Need(it, world.serves(it.plugin()), world.isMet(it)))
            .toList();
    var lost = lost(world, version);
    if (lost.isEmpty() && needs.stream().allMatch(Need::met)) {
      return new DependencyReport(Outcome.Ready, needs, lost, List.of(), Optional.empty());
    }
    return switch (resolve(world, version, Premise.Serves::new)) {
      case Resolution.Resolved(var versions) ->
          new DependencyReport(
              Outcome.AfterOthers,
              needs,
              lost,
              List.of(),
              Optional.of(WayOut.of(world, versions, version.plugin())));
      case Resolution.Impossible(var why) -> changingOthers(world, version, needs, lost, why);
      case Resolution.GaveUp it -> undecided(needs, lost, it);
    };
  }

  private DependencyReport changingOthers(
      EnvironmentWorld world,
      KnownVersion version,
      List<Need> needs,
      List<Unmet> lost,
      List<String> why) {
    return switch (resolve(world, version, (plugin, serving) -> new Premise.Stays(plugin))) {
      case Resolution.Resolved(var versions) ->
          new DependencyReport(
              Outcome.AfterOthers,
              needs,
              lost,
              why,
              Optional.of(WayOut.of(world, versions, version.plugin())));
      case Resolution.Impossible(var never) ->
          new DependencyReport(Outcome.Impossible, needs, lost, never, Optional.empty());
      case Resolution.GaveUp it -> undecided(needs, lost, it);
    };
  }

  private static DependencyReport undecided(
      List<Need> needs, List<Unmet> lost, Resolution.GaveUp gaveUp) {
    var why =
        "Neither a choice of versions nor a reason why there is none was found in %,d steps."
            .formatted(gaveUp.steps());
    return new DependencyReport(Outcome.Undecided, needs, lost, List.of(why), Optional.empty());
  }

  private Resolution resolve(
      EnvironmentWorld world,
      KnownVersion version,
      BiFunction<String, SemanticVersion, Premise> ofOthers) {
    List<Premise> premises = new ArrayList<>();
    premises.add(new Premise.Deployed(version.plugin(), version.version()));
    world
        .serving()
        .forEach(
            (plugin, serving) -> {
              if (!plugin.equals(version.plugin()) && world.find(plugin, serving).isPresent()) {
                premises.add(ofOthers.apply(plugin, serving));
              }
            });
    return VersionSolver.solve(
        new ResolutionRequest(worlds.candidates(world, version), premises, world.serving()));
  }

  /// What others have now and would not have with the version.
  private static List<Unmet> lost(EnvironmentWorld world, KnownVersion version) {
    var lost = new ArrayList<>(world.with(version.plugin(), version.version()).unmet());
    lost.removeAll(world.unmet());
    lost.removeIf(it -> it.plugin().equals(version.plugin()));
    return lost;
  }
}

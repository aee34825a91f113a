package io.hotswap.domain.dependency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The solver against brute force and against explanations that were read: arguments are the number
/// of graphs and the file for the figures.
final class DependencyClaim {
  private DependencyClaim() {}

  public static void main(String[] arguments) throws IOException {
    int graphs = Integer.parseInt(arguments[0]);
    int solvable = 0;
    int same = 0;
    for (int seed = 0; seed < graphs; seed++) {
      var request = RandomGraph.of(seed);
      var resolution = VersionSolver.solve(request);
      solvable += resolution instanceof Resolution.Resolved ? 1 : 0;
      same += likeBruteForce(request, resolution) ? 1 : 0;
    }
    var conflicts = Conflict.all();
    long told = conflicts.stream().filter(DependencyClaim::toldAsRead).count();
    Files.writeString(
        Path.of(arguments[1]),
        """
        {"random_graphs": %d, "solvable": %d, "like_brute_force": %d, "conflicts": %d, "told_as_read": %d}
        """
            .formatted(graphs, solvable, same, conflicts.size(), told));
    System.exit(same == graphs && told == conflicts.size() ? 0 : 1);
  }

  static boolean likeBruteForce(ResolutionRequest request, Resolution resolution) {
    var brute = new BruteForce(request);
    return switch (resolution) {
      case Resolution.Resolved(var versions) -> brute.validates(versions);
      case Resolution.Impossible _ -> !brute.solvable();
      case Resolution.GaveUp _ -> false;
    };
  }

  private static boolean toldAsRead(Conflict conflict) {
    System.out.println("  " + conflict.name());
    var told =
        switch (VersionSolver.solve(Graph.of(conflict.graph()))) {
          case Resolution.Impossible(var why) -> why;
          case Resolution.Resolved _, Resolution.GaveUp _ -> List.<String>of();
        };
    told.forEach(it -> System.out.println("    " + it));
    return told.equals(conflict.told());
  }
}

package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.StrategyName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever adds a strategy is told here what else it needs. The compiler names the rest: a switch
/// over the sealed type, or over its names.
class EveryStrategyTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern NAMES =
      Pattern.compile("strategy: \\{type: string, enum: \\[([^]]*)]");

  private final List<String> missing = new ArrayList<>();

  @Test
  void a_strategy_has_a_name_and_a_cost() {
    var strategies =
        Arrays.stream(Strategy.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    var costs = Costs.settings().values();
    assertEquals(strategies, sorted(costs.stream().map(it -> it.getClass().getSimpleName())));
    assertEquals(
        sorted(Arrays.stream(StrategyName.values()).map(Enum::name)),
        sorted(costs.stream().map(it -> it.name().name())));
    assertEquals(strategies.size(), StrategyName.values().length);
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_strategy_has_everything_that_it_needs(StrategyName strategy) {
    var name = strategy.name();
    var machine = machine(name);
    needs("statemachines/" + machine + ".asl.json", "\"StartAt\": \"StageVersion\"");
    needs("statemachines/deploy.asl.json", "'" + name + "': '${" + name + "Machine}'");
    needs("statemachines/README.md", "\n| " + machine + " | ");
    needs("README.md", "\n| `" + name + "` | ");
    needs("functions/openapi.yaml", "strategy: " + name + ",");
    needs(
        "template.yaml",
        "\n  " + name + "Machine:",
        "Name: !Sub ${AWS::StackName}-" + machine,
        "DefinitionUri: statemachines/" + machine + ".asl.json",
        "!GetAtt " + name + "Logs.Arn",
        "\n        " + name + "Machine: !Ref " + name + "Machine",
        "!Ref " + name + "Machine, ",
        "execution:${AWS::StackName}-" + machine + ":*",
        "\n  " + name + "FailedAlarm:",
        "MetricName: ExecutionsTimedOut, Dimensions: [{Name: StateMachineArn, Value: !Ref "
            + name
            + "Machine}]",
        "\n  " + name + "MachineArn:");
    needs("localstack/launcher/claims/fault_cells.py", "\"" + name + "\": ");
    assertEquals(List.of(), missing);
  }

  @Test
  void the_api_knows_every_name() {
    var names = Arrays.stream(StrategyName.values()).map(Enum::name).toList();
    // A migration leaves a version for good: there is no test that may keep it.
    var ofMigrations = names.stream().filter(it -> !it.equals("ABTesting")).toList();
    var found =
        NAMES
            .matcher(text("functions/openapi.yaml"))
            .results()
            .map(it -> List.of(it.group(1).split(", ", -1)))
            .toList();
    assertEquals(List.of(names, names, ofMigrations), found, "request, deployment, migration");
  }

  /// An annotation is not checked by the compiler.
  @Test
  void whoever_writes_strategies_as_json_knows_all_of_them() throws IOException {
    int writers = 0;
    try (var files = Files.walk(REPOSITORY.resolve("functions"))) {
      for (var file : files.filter(EveryStrategyTest::isSource).toList()) {
        var text = Files.readString(file);
        var known =
            Arrays.stream(Strategy.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(it -> text.matches("(?s).*Type\\([^)]*\\b" + it + "\\w*\\.class.*"))
                .count();
        if (known > 0) {
          assertEquals(Strategy.class.getPermittedSubclasses().length, known, file::toString);
          writers++;
        }
      }
    }
    assertTrue(writers > 0);
  }

  private static boolean isSource(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_machine_calls_steps_that_there_are(StrategyName strategy) {
    var machine = machine(strategy.name());
    for (var state : Definition.of(machine).states()) {
      var step = state.json().path("Arguments").path("Payload").path("step");
      if (!step.isMissingNode() && RolloutStep.named(step.asText()).isEmpty()) {
        missing.add("RolloutStep " + step.asText());
      }
    }
    assertEquals(List.of(), missing);
    assertEquals(Set.of(machine), Set.of(Definition.CHILDREN.get(strategy.name() + "Machine")));
    assertEquals(
        Arrays.stream(StrategyName.values()).map(it -> machine(it.name())).toList(),
        Definition.STRATEGIES);
  }

  /// A machine of their own for these would cost transitions and another execution.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "StageVersion",
        "WaitForNodes",
        "CheckStaged",
        "ChooseStaged",
        "CompleteDeployment",
        "WithdrawVersion",
        "Ended",
        "FailedDirty"
      })
  void the_strategies_machines_have_these_states_in_common(String state) {
    var first = common(Definition.STRATEGIES.getFirst(), state);
    for (var machine : Definition.STRATEGIES) {
      assertEquals(first.toPrettyString(), common(machine, state).toPrettyString(), machine);
    }
  }

  /// The state, with MOVE in place of the machine's own state that follows once the version is
  /// staged.
  private static JsonNode common(String machine, String name) {
    var state = Definition.of(machine).state(name).json().deepCopy();
    if (name.equals("ChooseStaged")) {
      ((ObjectNode) state.path("Choices").path(0)).put("Next", "MOVE");
    }
    return state;
  }

  private void needs(String file, String... parts) {
    for (var part : parts) {
      if (!text(file).contains(part)) {
        missing.add(file + ": " + part.strip());
      }
    }
  }

  private static String text(String file) {
    var path = REPOSITORY.resolve(file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `blue-green` of `BlueGreen`, `ab-testing` of `ABTesting`.
  private static String machine(String strategy) {
    return strategy
        .replaceAll("([a-z])([A-Z])|([A-Z])([A-Z][a-z])", "$1$3-$2$4")
        .toLowerCase(Locale.ROOT);
  }

  private static Set<String> sorted(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }
}

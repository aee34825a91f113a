package io.hotswap.api.roles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// CloudFormation's short forms as its long ones: `!Sub x` is `{Fn::Sub: x}`.
final class CloudFormationYaml extends SafeConstructor {
  private CloudFormationYaml() {
    super(new LoaderOptions());
    yamlMultiConstructors.put(
        "!",
        new AbstractConstruct() {
          @Override
          public Object construct(Node node) {
            return Map.of(longForm(node.getTag().getValue().substring(1)), operand(node));
          }
        });
  }

  static Map<?, ?> read(Path file) {
    try (var text = Files.newBufferedReader(file)) {
      return Objects.requireNonNull(new Yaml(new CloudFormationYaml()).<Map<?, ?>>load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String longForm(String tag) {
    return tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
  }

  private Object operand(Node node) {
    return switch (node) {
      case ScalarNode it -> it.getValue();
      case SequenceNode it -> constructSequence(it);
      case MappingNode it -> constructMapping(it);
      default -> throw new IllegalArgumentException("No operand: " + node);
    };
  }
}

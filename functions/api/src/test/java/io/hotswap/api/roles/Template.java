package io.hotswap.api.roles;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// template.yaml as it would stand in AWS, as a stack named [#STACK].
final class Template {
  static final String STACK = "stack";
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";

  // From a function's module, where its tests run.
  private static final Path FILE = Path.of("../../template.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Set<String> FALSE = Set.of("HasEndpoint");
  private static final List<String> NAMES = List.of("TableName", "BucketName", "QueueName", "Name");
  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::StackName", STACK,
          "AWS::Region", REGION,
          "AWS::AccountId", ACCOUNT,
          "AWS::Partition", "aws");

  private final Map<?, ?> resources;

  /// What `Ref` finds beside resources.
  private final Map<String, String> values;

  Template() {
    this(FILE, PSEUDO);
  }

  private Template(Path file, Map<String, String> values) {
    this.resources = map(CloudFormationYaml.read(file).get("Resources"));
    this.values = values;
  }

  /// What tables, bucket, queues and machines are named, those of nested stacks too.
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (var resource : resources.values()) {
      if ("AWS::CloudFormation::Stack".equals(map(resource).get("Type"))) {
        names.addAll(nested(map(map(resource).get("Properties"))).names());
      }
      if (map(resource).get("Properties") instanceof Map<?, ?> properties) {
        NAMES.stream()
            .filter(properties::containsKey)
            .forEach(it -> names.add(text(properties, it)));
      }
    }
    return Set.copyOf(names);
  }

  private Template nested(Map<?, ?> stack) {
    Map<String, String> given = new HashMap<>(PSEUDO);
    map(stack.get("Parameters"))
        .forEach(
            (name, value) -> {
              if (value instanceof String
                  || object(value).equals(Map.of("Ref", "AWS::StackName"))) {
                given.put(name.toString(), text(object(value)));
              }
            });
    return new Template(FILE.resolveSibling(object(stack.get("TemplateURL")).toString()), given);
  }

  private String text(Map<?, ?> properties, String name) {
    return text(object(properties.get(name)));
  }

  Map<?, ?> resources() {
    return resources;
  }

  Map<?, ?> properties(String resource) {
    return map(map(resources.get(resource)).get("Properties"));
  }

  /// Whether `!If` leaves it out.
  boolean isLeftOut(Object value) {
    return value instanceof Map<?, ?> it && "AWS::NoValue".equals(it.get("Ref"));
  }

  /// The branch that is taken, where it is an `!If`.
  Object decided(Object value) {
    if (value instanceof Map<?, ?> it && it.get("Fn::If") instanceof List<?> branches) {
      return decided(object(branches.get(FALSE.contains(branches.getFirst()) ? 2 : 1)));
    }
    return value;
  }

  /// What a reference or a text with variables in it stands for.
  String text(Object given) {
    return switch (decided(given)) {
      case Map<?, ?> it when it.containsKey("Ref") -> reference(object(it.get("Ref")).toString());
      case Map<?, ?> it when it.containsKey("Fn::GetAtt") ->
          attribute(object(it.get("Fn::GetAtt")).toString());
      case Map<?, ?> it when it.containsKey("Fn::Sub") ->
          VARIABLE
              .matcher(object(it.get("Fn::Sub")).toString())
              .replaceAll(variable -> variable(variable.group(1)));
      case Object it -> it.toString();
    };
  }

  private String variable(String name) {
    return name.startsWith("AWS::") || !name.contains(".") ? reference(name) : attribute(name);
  }

  private String reference(String name) {
    if (values.containsKey(name)) {
      return object(values.get(name));
    }
    return switch (type(name)) {
      case "AWS::Serverless::StateMachine" ->
          arn("states", "stateMachine:" + text(object(properties(name).get("Name"))));
      case "AWS::Scheduler::ScheduleGroup" -> text(object(properties(name).get("Name")));
      default -> "<" + name + ">";
    };
  }

  private String attribute(String expression) {
    var name = expression.substring(0, expression.indexOf('.'));
    var attribute = expression.substring(name.length());
    if (attribute.equals(".StreamArn")) {
      return attribute(name + ".Arn") + "/stream/now";
    }
    return switch (type(name)) {
      case "AWS::DynamoDB::Table" -> arn("dynamodb", "table/" + property(name, "TableName"));
      case "AWS::S3::Bucket" -> "arn:aws:s3:::" + property(name, "BucketName");
      case "AWS::SQS::Queue" -> arn("sqs", property(name, "QueueName"));
      case "AWS::KMS::Key" -> arn("kms", "key/it");
      default -> "<" + expression + ">";
    };
  }

  private String property(String resource, String name) {
    return text(object(properties(resource).get(name)));
  }

  static String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
  }

  private String type(String resource) {
    return resources.get(resource) instanceof Map<?, ?> it ? object(it.get("Type")).toString() : "";
  }

  static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  static <T> T object(@org.jspecify.annotations.Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

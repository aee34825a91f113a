package io.hotswap.api.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// What a call of the SDK needs, on the resources of a test's stage as if they were the stack's.
final class RequiredAccess {
  private static final Pattern STAGE = Pattern.compile("hotswap-test-[0-9a-f]{8}");

  private static final Set<String> NAMES = new Template().names();

  /// Whoever reads an object decrypts it, and whoever writes one has a data key made.
  private static final Access DECRYPT = new Access("kms:Decrypt", Template.arn("kms", "key/it"));

  private static final Access DATA_KEY =
      new Access("kms:GenerateDataKey", Template.arn("kms", "key/it"));

  private static final Map<String, String> OBJECTS =
      Map.ofEntries(
          Map.entry("GetObject", "s3:GetObject"),
          Map.entry("HeadObject", "s3:GetObject"),
          Map.entry("PutObject", "s3:PutObject"),
          Map.entry("CreateMultipartUpload", "s3:PutObject"),
          Map.entry("UploadPart", "s3:PutObject"),
          Map.entry("CompleteMultipartUpload", "s3:PutObject"),
          Map.entry("DeleteObject", "s3:DeleteObject"),
          Map.entry("AbortMultipartUpload", "s3:AbortMultipartUpload"),
          Map.entry("ListParts", "s3:ListMultipartUploadParts"));

  private RequiredAccess() {}

  /// @param service as the SDK names it: `DynamoDb`, and `s3` where an address is signed
  static List<Access> of(String service, String operation, SdkRequest request) {
    return switch (service.toLowerCase(Locale.ROOT)) {
      case "dynamodb" -> items(operation, request).toList();
      case "s3" -> objects(operation, request);
      case "sfn" -> List.of(executions(operation, request));
      case "sqs" -> List.of(new Access("sqs:" + operation, queue(request)));
      default -> List.of(new Access(prefix(service) + ":" + operation, Optional.empty()));
    };
  }

  private static Stream<Access> items(String operation, SdkRequest request) {
    return switch (request) {
      case TransactWriteItemsRequest it ->
          it.transactItems().stream().flatMap(RequiredAccess::written);
      case BatchGetItemRequest it ->
          it.requestItems().keySet().stream().map(table -> table(operation, table));
      case BatchWriteItemRequest it ->
          it.requestItems().keySet().stream().map(table -> table(operation, table));
      default -> {
        var index = request.getValueForField("IndexName", String.class);
        var table = request.getValueForField("TableName", String.class).orElseThrow();
        yield Stream.of(table(operation, table + index.map(it -> "/index/" + it).orElse("")));
      }
    };
  }

  private static Stream<Access> written(TransactWriteItem item) {
    return Stream.of(
            Optional.ofNullable(item.put()).map(it -> table("PutItem", it.tableName())),
            Optional.ofNullable(item.update()).map(it -> table("UpdateItem", it.tableName())),
            Optional.ofNullable(item.delete()).map(it -> table("DeleteItem", it.tableName())),
            Optional.ofNullable(item.conditionCheck())
                .map(it -> table("ConditionCheckItem", it.tableName())))
        .flatMap(Optional::stream);
  }

  /// @param name with its index, where one is asked
  private static Access table(String operation, String name) {
    var table = name.split("/", 2)[0];
    return new Access(
        "dynamodb:" + operation,
        ofTemplate(table).map(it -> Template.arn("dynamodb", "table/" + inStack(name))));
  }

  // Tests break functions by names that no stack has: only the action is looked at there.
  private static Optional<String> ofTemplate(String name) {
    return Optional.of(inStack(name)).filter(NAMES::contains);
  }

  private static List<Access> objects(String operation, SdkRequest request) {
    var bucket =
        ofTemplate(
                request.getValueForField("Bucket", String.class).orElseThrow()
                    + "-"
                    + Template.ACCOUNT)
            .map(it -> "arn:aws:s3:::" + it);
    if (operation.startsWith("ListObjects")) {
      return List.of(new Access("s3:ListBucket", bucket));
    }
    var action = OBJECTS.getOrDefault(operation, "s3:" + operation);
    var key = request.getValueForField("Key", String.class).map(it -> "/" + it).orElse("");
    var access = new Access(action, bucket.map(it -> it + key));
    return switch (action) {
      case "s3:GetObject" -> List.of(access, DECRYPT);
      case "s3:PutObject" -> List.of(access, DATA_KEY);
      default -> List.of(access);
    };
  }

  private static Access executions(String operation, SdkRequest request) {
    var arn =
        Stream.of("stateMachineArn", "executionArn")
            .flatMap(it -> request.getValueForField(it, String.class).stream())
            .findFirst();
    // arn:aws:states:<region>:<account>:execution:<machine>:<name>
    return new Access(
        "states:" + operation,
        arn.filter(it -> ofTemplate(it.split(":", -1)[6]).isPresent())
            .map(RequiredAccess::inStack));
  }

  private static Optional<String> queue(SdkRequest request) {
    var url = request.getValueForField("QueueUrl", String.class).orElseThrow();
    return ofTemplate(url.substring(url.lastIndexOf('/') + 1)).map(it -> Template.arn("sqs", it));
  }

  private static String prefix(String service) {
    var name = service.toLowerCase(Locale.ROOT).replace(" ", "");
    return switch (name) {
      case "sesv2" -> "ses";
      case "cognitoidentityprovider" -> "cognito-idp";
      default -> name;
    };
  }

  private static String inStack(String name) {
    return STAGE.matcher(name).replaceAll(Template.STACK);
  }
}

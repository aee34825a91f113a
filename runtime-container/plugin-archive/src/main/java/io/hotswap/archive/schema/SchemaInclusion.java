package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.configuration.BoundedPattern;
import io.hotswap.archive.configuration.CompiledSchema;
import io.hotswap.archive.schema.Inclusion.Proved;
import io.hotswap.archive.schema.Inclusion.Refuted;
import io.hotswap.archive.schema.Inclusion.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Decides between two JSON Schemas of a manifest. Both certain answers are: a proof by the shapes
/// of the values, or a document that a validator accepts by one and refuses by the other.
public final class SchemaInclusion {
  private static final double LARGEST = 1e100;
  private static final int MOST_DECIMALS = 400;

  private SchemaInclusion() {}

  /// @param narrow as registration has accepted it
  /// @param wide likewise
  public static Inclusion decide(JsonNode narrow, JsonNode wide) {
    if (narrow.equals(wide)) {
      return new Proved();
    }
    var before = CompiledSchema.of(narrow);
    var after = CompiledSchema.of(wide);
    return decide(
        narrow, wide, it -> before.validate(it).isEmpty(), it -> after.validate(it).isEmpty());
  }

  /// @param accepted by the first, in the end; an example has to be
  /// @param fits the second, in the end; no example does
  static Inclusion decide(
      JsonNode narrow, JsonNode wide, Predicate<JsonNode> accepted, Predicate<JsonNode> fits) {
    try {
      return compare(narrow, wide, accepted.and(fits.negate()));
    } catch (Effort.Exhausted exhausted) {
      return new Undecided(String.valueOf(exhausted.getMessage()));
    } catch (BoundedPattern.TooSlow slow) {
      return new Undecided("a pattern takes too long to match");
    } catch (StackOverflowError nested) {
      return new Undecided("the schemas are nested too deep to compare");
    }
  }

  private static Inclusion compare(JsonNode narrow, JsonNode wide, Predicate<JsonNode> isExample) {
    refuseExtremeNumbers(narrow);
    refuseExtremeNumbers(wide);
    var effort = new Effort();
    var accepted = new ShapeReader(narrow, effort).read();
    var wanted = new ShapeReader(wide, effort).read();
    if (new InclusionProof(effort).holds(accepted, wanted)) {
      return new Proved();
    }
    List<JsonNode> texts = new ArrayList<>();
    collectTexts(narrow, texts);
    collectTexts(wide, texts);
    return new WitnessCandidates(texts)
        .of(accepted, wanted).stream()
            .filter(isExample)
            .findFirst()
            .<Inclusion>map(Refuted::new)
            .orElseGet(
                () ->
                    new Undecided(
                        "it can be neither proved nor refuted by an example that all documents of"
                            + " one are documents of the other"));
  }

  /// The arithmetic of exact numbers takes memory by their exponent.
  private static void refuseExtremeNumbers(JsonNode part) {
    if (part.isNumber()
        && (!(Math.abs(part.doubleValue()) <= LARGEST)
            || part.decimalValue().scale() > MOST_DECIMALS)) {
      throw new Effort.Exhausted("the schemas have numbers that are too large or too fine");
    }
    part.forEach(SchemaInclusion::refuseExtremeNumbers);
  }

  private static void collectTexts(JsonNode part, List<JsonNode> texts) {
    for (var name : List.of("const", "default")) {
      if (part.path(name).isTextual()) {
        texts.add(part.path(name));
      }
    }
    for (var name : List.of("enum", "examples")) {
      part.path(name).forEach(it -> addText(it, texts));
    }
    part.forEach(it -> collectTexts(it, texts));
  }

  private static void addText(JsonNode value, List<JsonNode> texts) {
    if (value.isTextual()) {
      texts.add(value);
    }
  }
}

package io.hotswap.domain.dependency;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Some of the choices that there are for one plugin. Choice 0 is to leave it out, choice n is its
/// n-th candidate. Immutable.
final class ChoiceSet {
  static final int LEFT_OUT = 0;

  private final BitSet choices;
  private final int of;

  private ChoiceSet(BitSet choices, int of) {
    this.choices = choices;
    this.of = of;
  }

  /// @param of number of choices that there are
  static ChoiceSet where(int of, IntPredicate chosen) {
    var choices = new BitSet(of);
    IntStream.range(0, of).filter(chosen).forEach(choices::set);
    return new ChoiceSet(choices, of);
  }

  ChoiceSet not() {
    return where(of, it -> !choices.get(it));
  }

  ChoiceSet and(ChoiceSet other) {
    var both = (BitSet) choices.clone();
    both.and(other.choices);
    return new ChoiceSet(both, of);
  }

  ChoiceSet or(ChoiceSet other) {
    var either = (BitSet) choices.clone();
    either.or(other.choices);
    return new ChoiceSet(either, of);
  }

  boolean isIn(ChoiceSet other) {
    return and(other).choices.equals(choices);
  }

  boolean meets(ChoiceSet other) {
    return choices.intersects(other.choices);
  }

  boolean isAll() {
    return size() == of;
  }

  boolean has(int choice) {
    return choices.get(choice);
  }

  /// The first choice from which the plugin is there.
  int best() {
    return choices.nextSetBit(LEFT_OUT + 1);
  }

  int size() {
    return choices.cardinality();
  }
}

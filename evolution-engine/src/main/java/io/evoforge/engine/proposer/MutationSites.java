package io.evoforge.engine.proposer;

import com.github.javaparser.JavaToken;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import io.evoforge.engine.proposer.TableMutation.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what can be changed in a source, and how much each place is likely to matter: tables and named constants much,
 * thresholds and factors some, indices, sizes and loops little, because changing them mostly breaks the program.
 */
final class MutationSites {
    /** Names of what both sides have to agree upon with nobody gaining from a change. */
    private static final Pattern FORMAT =
            Pattern.compile("(?i).*(magic|version|header|signature|marker|zig_?zag|scan).*");

    private static final int SMALLEST_TABLE = 8;
    private static final double TABLE = 12;
    private static final double TABLE_CELL = 0.1;
    private static final double NAMED_CONSTANT = 5;
    private static final double THRESHOLD_OR_FACTOR = 2;
    private static final double OTHER = 0.5;
    private static final double STRUCTURE = 0.05;
    private static final double OPERATOR = 0.3;

    private final List<Mutation> mutations = new ArrayList<>();

    private MutationSites() {}

    static List<Mutation> in(CompilationUnit source) {
        MutationSites sites = new MutationSites();
        source.findAll(ArrayInitializerExpr.class).forEach(sites::addTable);
        source.findAll(IntegerLiteralExpr.class).forEach(sites::addNumber);
        source.findAll(LongLiteralExpr.class).forEach(sites::addNumber);
        source.findAll(DoubleLiteralExpr.class).forEach(sites::addNumber);
        source.findAll(BinaryExpr.class).forEach(sites::addOperator);
        return List.copyOf(sites.mutations);
    }

    private void addTable(ArrayInitializerExpr initializer) {
        List<Cell> cells = new ArrayList<>();
        for (Expression value : initializer.getValues()) {
            Optional<NumberLiteral> literal = numberIn(value);
            if (literal.isEmpty() || value.getRange().isEmpty()) {
                return;
            }
            cells.add(new Cell(value.getRange().get(), literal.get()));
        }
        String name = nameOf(initializer);
        if (cells.size() >= SMALLEST_TABLE && !isFormat(name) && !isPermutation(cells)) {
            mutations.add(new TableMutation(name, cells, TABLE));
        }
    }

    private static Optional<NumberLiteral> numberIn(Expression value) {
        return value instanceof LiteralStringValueExpr literal
                ? NumberLiteral.of(literal.getValue())
                : Optional.empty();
    }

    /** Whether a table only orders things, as a scan does. */
    private static boolean isPermutation(List<Cell> cells) {
        Set<Double> values = cells.stream().map(cell -> cell.literal().value()).collect(Collectors.toSet());
        return values.size() == cells.size()
                && values.stream().allMatch(value -> value == Math.rint(value) && value < cells.size());
    }

    private void addNumber(LiteralStringValueExpr expression) {
        Optional<NumberLiteral> literal = NumberLiteral.of(expression.getValue());
        Optional<Range> range = expression.getRange();
        String name = nameOf(expression);
        if (literal.isEmpty() || range.isEmpty() || isFormat(name)) {
            return;
        }
        double weight = weight(expression) * (literal.get().value() <= 1 ? 0.2 : 1);
        String label = name.isEmpty() ? "a constant" : name;
        mutations.add(new NumberMutation(range.get(), literal.get(), label, weight));
    }

    private static double weight(Expression literal) {
        Node parent = literal.getParentNode().orElse(literal);
        if (parent instanceof ArrayInitializerExpr initializer) {
            boolean scan = initializer.getValues().size() >= SMALLEST_TABLE;
            return scan ? TABLE_CELL : OTHER;
        }
        if (parent instanceof VariableDeclarator
                && ancestor(parent, FieldDeclaration.class).isPresent()) {
            return NAMED_CONSTANT;
        }
        if (ancestor(literal, ArrayCreationExpr.class).isPresent()
                || parent instanceof ArrayAccessExpr
                || isLoopControl(literal)) {
            return STRUCTURE;
        }
        if (parent instanceof BinaryExpr binary) {
            return switch (binary.getOperator()) {
                case LESS, LESS_EQUALS, GREATER, GREATER_EQUALS, MULTIPLY, DIVIDE, PLUS, MINUS -> THRESHOLD_OR_FACTOR;
                case LEFT_SHIFT, SIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> THRESHOLD_OR_FACTOR;
                default -> OTHER;
            };
        }
        return OTHER;
    }

    /** Whether a literal stands in the head of the loop around it, rather than in its body. */
    private static boolean isLoopControl(Expression literal) {
        return ancestor(literal, ForStmt.class)
                .map(loop -> loop.getBody().getRange().isEmpty()
                        || literal.getRange().isEmpty()
                        || !loop.getBody()
                                .getRange()
                                .get()
                                .contains(literal.getRange().get()))
                .orElse(false);
    }

    private void addOperator(BinaryExpr expression) {
        String operator = expression.getOperator().asString();
        if (!OperatorMutation.isKnown(operator) || isLoopControl(expression) || expression.isStringLiteralExpr()) {
            return;
        }
        operatorToken(expression)
                .flatMap(JavaToken::getRange)
                .ifPresent(range -> mutations.add(new OperatorMutation(range, operator, OPERATOR)));
    }

    /** The token between the two sides; a right shift is several tokens and not found. */
    private static Optional<JavaToken> operatorToken(BinaryExpr expression) {
        Optional<JavaToken> token = expression
                .getLeft()
                .getTokenRange()
                .flatMap(range -> range.getEnd().getNextToken());
        while (token.isPresent() && isBefore(token.get(), expression.getRight())) {
            if (token.get().getText().equals(expression.getOperator().asString())) {
                return token;
            }
            token = token.get().getNextToken(); // spaces, comments and brackets around the left side
        }
        return Optional.empty();
    }

    private static boolean isBefore(JavaToken token, Expression expression) {
        return token.getRange().isPresent()
                && expression.getRange().isPresent()
                && token.getRange().get().begin.isBefore(expression.getRange().get().begin);
    }

    /** The nearest node of this kind around {@code node}. */
    private static <T extends Node> Optional<T> ancestor(Node node, Class<T> kind) {
        Optional<Node> parent = node.getParentNode();
        while (parent.isPresent() && !kind.isInstance(parent.get())) {
            parent = parent.get().getParentNode();
        }
        return parent.map(kind::cast);
    }

    private static boolean isFormat(String name) {
        return FORMAT.matcher(name).matches();
    }

    /** The variable that an expression helps to initialise, or an empty text. */
    private static String nameOf(Node node) {
        return ancestor(node, VariableDeclarator.class)
                .map(VariableDeclarator::getNameAsString)
                .orElse("");
    }
}

import { posix } from 'node:path'
import ts from 'typescript'

/** What the architecture rules look at in one file of `src`. */
export interface SourceFile {
  /** Path below `src`, with `/`. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Names exported, 'default' included. */
  readonly exports: readonly string[]
}

export interface Import {
  readonly specifier: string
  /** Path below `src` of a relative import, null of a package. */
  readonly target: string | null
  /** True when nothing of it is left at run time: `import type`, `export type`, `import('x').T`. */
  readonly typeOnly: boolean
}

/** Stands for the name in `import(expression)`, which only the rooms with Node may write. */
export const computed = '(computed)'

/** Reads imports of every form (static, re-export, dynamic, in a type) and exports from the syntax tree. */
export function sourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const add = (literal: ts.Node, typeOnly: boolean): void => {
    if (!ts.isStringLiteralLike(literal)) throw new Error(`${path}: a module name that is not a string`)
    const specifier = literal.text
    const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), specifier)) : null
    imports.push({ specifier, target, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    // `import { type T } from` counts as an import of code: under verbatimModuleSyntax the module is still loaded.
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments
      if (name && ts.isStringLiteralLike(name)) add(name, false)
      else imports.push({ specifier: computed, target: null, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { path, imports, exports: tree.statements.flatMap(exportedNames) }
}

function exportedNames(statement: ts.Statement): readonly string[] {
  if (ts.isExportAssignment(statement)) return ['default']
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause
    if (clause && ts.isNamedExports(clause)) return clause.elements.map((element) => element.name.text)
    return clause ? [clause.name.text] : ['*']
  }
  if (!ts.canHaveModifiers(statement)) return []
  const kinds = (ts.getModifiers(statement) ?? []).map((modifier) => modifier.kind)
  if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) return []
  if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) return ['default']
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText())
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return named && statement.name ? [statement.name.text] : []
}

/** The expected set, where tests of policies look for it; it lies with the campaign that crawls by it. */
export { columns, markedRoles, matrix, matrixClasses, rows, supervised, unlisted, type Mark, type MarkedRole, type MatrixClass } from '../../commands/campaign/canaries/matrix.ts';
